import type { DeclaredResponse, HttpCall } from '../model/index.ts'
import { httpOf, type OperationPair } from './operation-pair.ts'

/** What both documents declare of an operation's answers; `null` where one of them says nothing of it. */
export interface DeclaredPair {
  readonly base: ReadonlyMap<string, DeclaredResponse>
  readonly revision: ReadonlyMap<string, DeclaredResponse>
}

/** Statuses that tell of a failure, and the others: whoever calls sees a failure's, and takes the others for success. */
export type Outcome = 'failure' | 'success'

export function declaredPair(pair: OperationPair, outcome: Outcome): DeclaredPair | null {
  const [base, revision] = [httpOf(pair.base)?.responses, httpOf(pair.revision)?.responses]
  if (base === undefined || revision === undefined) return null
  return { base: responsesOf(base, outcome), revision: responsesOf(revision, outcome) }
}

/** `default` stands for failures where a success has a status of its own, else for everything. */
function responsesOf(responses: NonNullable<HttpCall['responses']>, outcome: Outcome): DeclaredPair['base'] {
  const isSaid = Object.keys(responses).some((status) => status.startsWith('2'))
  const isFailure = (status: string): boolean => (status === 'default' ? isSaid : /^[45]/.test(status))
  return new Map(Object.entries(responses).filter(([status]) => isFailure(status) === (outcome === 'failure')))
}

/** Statuses of the one that the other does not declare, neither by itself nor by a range; a range lacks nothing of the other. */
export function statusesBeyond(some: DeclaredPair['base'], others: DeclaredPair['base']): readonly string[] {
  return [...some.keys()].filter((status) => {
    if (status === 'default' || others.has('default') || others.has(status)) return false
    const range = `${status[0]}XX`
    return status === range ? ![...others.keys()].some((one) => one[0] === status[0]) : !others.has(range)
  })
}

/** Those that both declare, a status of the one perhaps by a range of the other. */
export function statusesOfBoth({
  base,
  revision,
}: DeclaredPair): readonly (readonly [string, DeclaredResponse, DeclaredResponse])[] {
  return [...base].flatMap(([status, before]) => {
    const after = revision.get(status) ?? revision.get(`${status[0]}XX`) ?? revision.get('default')
    return after === undefined ? [] : [[status, before, after] as const]
  })
}
