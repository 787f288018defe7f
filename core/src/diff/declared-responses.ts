import { type DeclaredResponse, type HttpCall, mediaKind } from '../model/index.ts'
import { httpOf, type OperationPair } from './operation-pair.ts'

type Responses = ReadonlyMap<string, DeclaredResponse>

/** What both documents declare of an operation's answers; `null` where one of them says nothing of it. */
export interface DeclaredPair {
  readonly base: Responses
  readonly revision: Responses
}

/**
 * Statuses that tell of a failure, and the others: whoever calls sees a failure's, and takes the others for success.
 */
export type Outcome = 'failure' | 'success'

/** Of the answers that tell of such an outcome. */
export function declaredPair(pair: OperationPair, outcome: Outcome): DeclaredPair | null {
  const [base, revision] = [httpOf(pair.base)?.responses, httpOf(pair.revision)?.responses]
  if (base === undefined || revision === undefined) return null
  return { base: responsesOf(base, outcome), revision: responsesOf(revision, outcome) }
}

/** `default` stands for failures where a success has a status of its own, else for everything. */
function responsesOf(responses: NonNullable<HttpCall['responses']>, outcome: Outcome): Responses {
  const isSaid = Object.keys(responses).some((status) => status.startsWith('2'))
  const isFailure = (status: string): boolean => (status === 'default' ? isSaid : /^[45]/.test(status))
  return new Map(Object.entries(responses).filter(([status]) => isFailure(status) === (outcome === 'failure')))
}

/** In words, what there is instead of what is asked for; `undefined` where that may come, as far as it is said. */
export function lackOf({ content }: DeclaredResponse, asked: string): string | undefined {
  if (content === undefined || content.some((type) => isReadAs(type, asked))) return undefined
  return content.length === 0 ? 'without a body' : `as ${content.join(' or ')} alone`
}

/**
 * Text and files are read whatever they are called. A range of media types holds what is asked for, or may (RFC 9110,
 * 12.5.1).
 */
function isReadAs(type: string, asked: string): boolean {
  const kind = mediaKind(asked)
  return kind === 'text' || kind === 'binary' || type.includes('*') || mediaKind(type) === kind
}

/** What declares a status: itself, else its range, else `default` (OpenAPI 3.1, Responses Object). */
function covering(status: string, responses: Responses): string | undefined {
  return [status, `${status[0]}XX`, 'default'].find((one) => responses.has(one))
}

/** `200` is within `2XX`, and both are within `default`. */
const isWithin = (status: string, range: string): boolean =>
  range === 'default' || (range.endsWith('XX') && range[0] === status[0])

/** Statuses of the one that the other does not declare, by what they say of the other's. */
export interface StatusesBeyond {
  /** Those of which the other declares nothing. */
  readonly unknown: readonly string[]
  /** Ranges, and `default`, of which the other declares only some statuses. */
  readonly wider: readonly string[]
}

export function statusesBeyond(some: Responses, others: Responses): StatusesBeyond {
  const beyond = [...some.keys()].filter((status) => covering(status, others) === undefined)
  const isWider = (status: string): boolean => [...others.keys()].some((one) => isWithin(one, status))
  return { unknown: beyond.filter((status) => !isWider(status)), wider: beyond.filter(isWider) }
}

/** Each status that either declares by itself, with what both declare of it, perhaps by a range. */
export function statusesOfBoth({
  base,
  revision,
}: DeclaredPair): readonly (readonly [string, DeclaredResponse, DeclaredResponse])[] {
  return [...new Set([...base.keys(), ...revision.keys()])].flatMap((status) => {
    const [before, after] = [covering(status, base), covering(status, revision)]
    if (before === undefined || after === undefined) return []
    return [[status, base.get(before) ?? {}, revision.get(after) ?? {}] as const]
  })
}
