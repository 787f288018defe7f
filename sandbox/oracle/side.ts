import {
  isJackfieldError,
  type Json,
  type JsonObject,
  type Operation,
  operationName,
  operationNamed,
} from '@jackfield/core'
import { type Bench, openBench, organisation } from '../trials/bench.ts'
import { readingExtensions } from '../trials/reading-extensions.ts'
import { readSubject } from '../trials/subjects.ts'
import { basePathOf } from '../trials/try-operation.ts'
import { type Answer, type Described, describedIn } from './described.ts'

/** One side of a comparison: its connector in a kernel, and the service that Prism makes of the same document. */
export interface Side extends AsyncDisposable {
  readonly bench: Bench
  readonly described: readonly Described[]
}

export interface Sides {
  readonly base: Side
  readonly revision: Side
}

export async function openSide(path: string, seed: number): Promise<Side | string> {
  const extensions = readingExtensions()
  const formats = extensions.flatMap((extension) => extension.formats ?? [])
  const subject = await readSubject(path, formats)
  if (!('connector' in subject)) return subject.join('; ')
  const described = await describedIn(subject.document)
  const bench = await openBench(subject, { extensions, seed })
  return { bench, described, [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose]() }
}

/** What the independent implementation says of an operation. */
export function describedAs({ described }: Side, { id, http }: Operation): Described | undefined {
  const named = described.filter((each) => each.id === id)
  if (named.length === 1) return named[0]
  const path = http?.path.replace(/[?#].*$/, '')
  const alike = described.filter(
    (each) => each.method === http?.method.toLowerCase() && each.path.replace(/[?#].*$/, '') === path,
  )
  return alike.length === 1 ? alike[0] : undefined
}

export type Called = { readonly output: Json | undefined } | { readonly refusal: string }

export interface CallOptions {
  /** What the service answers. @default what Prism makes up */
  readonly answer?: { readonly of: Answer; readonly body: Json }
  /** Whether Prism has seen this input before. @default it judges it */
  readonly unchecked?: boolean
}

/** Invokes an operation for real; a refusal is the service's, the kernel's, or that there is no such operation. */
export async function call(
  { bench }: Side,
  { operation, input }: { readonly operation: string; readonly input: JsonObject },
  { answer, unchecked = false }: CallOptions,
): Promise<Called> {
  const { kernel, service, connector, connect } = bench
  const model = operationNamed(connector.operations, operation)
  if (model === undefined) return { refusal: 'there is no such operation' }
  service.basePath = basePathOf((model.servers ?? connector.servers)[0])
  service.only({ id: model.id, method: model.http?.method ?? '', path: model.http?.path ?? '' })
  service.instead = answer && {
    status: answer.of.status,
    mediaType: answer.of.mediaType,
    body: JSON.stringify(answer.body),
    unchecked,
  }
  service.take()
  try {
    const connection = await connect(model)
    if (connection === undefined) return { refusal: 'nobody knows what its security scheme takes' }
    const called = { organisation, input, ...(connection !== null && { connection }) }
    const { output } = await kernel.invoke(operationName(connector.id, operation), called)
    const refused = service.take().find(({ refusal }) => refusal !== undefined)?.refusal
    return refused === undefined ? { output } : { refusal: refused }
  } catch (error) {
    const refused = service.take().find(({ refusal }) => refusal !== undefined)?.refusal
    return { refusal: refused ?? wordsOf(error) }
  }
}

function wordsOf(error: unknown): string {
  if (!isJackfieldError(error)) return String(error)
  const [first] = error.problems
  return `${error.code}: ${error.message}${first === undefined ? '' : ` ${first.pointer ?? ''} ${first.message}`}`
}

/** What is wrong with an answer that was made up is no refusal of what was sent. */
export const isOfAnswer = (refusal: string): boolean =>
  /^(?:answer-|output-|result-|call-failed|response-)/.test(refusal)
