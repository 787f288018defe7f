import type { Json, JsonObject, Schema } from '@jackfield/core'
import { getHttpOperationsFromSpec } from '@stoplight/prism-http'
import { withTypes } from '../trials/swagger-types.ts'

/** An operation as an independent implementation reads it out of a document. */
export interface Described {
  readonly id: string | undefined
  readonly method: string
  readonly path: string
  /** What it can answer where it succeeds. */
  readonly answers: readonly Answer[]
  /** Of request and answers, to compare: what is not of the contract is left out. */
  readonly contract: string
  /** Of the request alone. */
  readonly request: string
}

export interface Answer {
  readonly status: number
  /** `null`: it has no content. */
  readonly mediaType: string | null
  readonly schema: Schema
  /** Where references lead into. */
  readonly root: JsonObject
}

interface Read {
  readonly iid?: string
  readonly method: string
  readonly path: string
  readonly request?: object
  readonly responses: readonly {
    readonly code: string
    readonly contents?: readonly { readonly mediaType: string; readonly schema?: JsonObject }[]
  }[]
}

export async function describedIn(document: object): Promise<readonly Described[]> {
  const read = (await getHttpOperationsFromSpec(withTypes(document))) as unknown as readonly Read[]
  return read.map((each) => ({
    id: each.iid,
    method: each.method,
    path: each.path,
    answers: answersOf(each),
    contract: JSON.stringify(contractOf({ request: each.request, responses: each.responses } as unknown as Json)),
    request: JSON.stringify(contractOf((each.request ?? {}) as Json)),
  }))
}

function answersOf(operation: Read): readonly Answer[] {
  const successes = operation.responses.filter(({ code }) => /^2/.test(code))
  const all = successes.length > 0 ? successes : operation.responses.filter(({ code }) => code === 'default')
  return all.map(({ code, contents = [] }) => {
    const json = contents.find(({ mediaType }) => /[/+]json\b/.test(mediaType))
    const [content] = json === undefined ? contents : [json]
    return {
      status: /^\d+$/.test(code) ? Number(code) : 200,
      mediaType: content?.schema === undefined ? null : content.mediaType,
      schema: content?.schema ?? {},
      root: operation as unknown as JsonObject,
    }
  })
}

const words = /^(?:id|description|title|summary|example|examples|tags|\$schema|x-.*)$/

/** Without words, and without what the implementation adds. What is called like a word inside `properties` is kept. */
export function contractOf(value: Json, named = false): Json {
  if (Array.isArray(value)) return value.map((each) => contractOf(each))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([name]) => named || !words.test(name))
  return Object.fromEntries(kept.map(([name, each]) => [name, contractOf(each, !named && name === 'properties')]))
}
