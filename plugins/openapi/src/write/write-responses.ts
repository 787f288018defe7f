import {
  type DeclaredResponse,
  dict,
  type HttpCall,
  type Json,
  type JsonObject,
  type Operation,
  type Schema,
  segmentsOf,
} from '@jackfield/core'
import { writeSchema } from './write-schema.ts'

/**
 * Responses as they are declared, and the success that has the output as the service answers it: what `result` takes
 * out of it stands in its place.
 */
export function writeResponses({ output }: Pick<Operation, 'output'>, http: HttpCall | undefined): JsonObject {
  const declared = http?.responses ?? { '200': {} }
  const answering = answeringStatus(withBody(declared))
  const all: Readonly<Record<string, DeclaredResponse>> = { [answering]: {}, ...declared }
  return dict(
    Object.entries(all).map(([status, response]) => {
      const content = contentOf(response, status === answering ? written(output, http) : {})
      return [status, writeResponse(status, response, content)] as const
    }),
  )
}

/** Those that are not declared to come without one, while others are not. */
function withBody(declared: NonNullable<HttpCall['responses']>): readonly string[] {
  const statuses = Object.keys(declared)
  const some = statuses.filter((status) => declared[status]?.content?.length !== 0)
  return some.some((status) => status.startsWith('2')) ? some : statuses
}

/** The lowest success, or what stands for it. */
function answeringStatus(statuses: readonly string[]): string {
  const successes = statuses.filter((status) => status.startsWith('2') && status !== '204' && status !== '205').sort()
  return successes[0] ?? (statuses.includes('default') ? 'default' : '200')
}

function written(output: Schema, http: HttpCall | undefined): JsonObject {
  const { answer, result } = http ?? {}
  if (output === true && answer === undefined && result === undefined) return {}
  const element: Schema = result?.where === undefined ? output : { type: 'array', items: output }
  const schema = writeSchema(result === undefined ? element : wrapped(element, segmentsOf(result.at)))
  return { [answer?.mediaType ?? 'application/json']: { schema } }
}

function contentOf({ content = [] }: DeclaredResponse, output: JsonObject): JsonObject {
  return dict<Json>([...content.map((type) => [type, {}] as const), ...Object.entries(output)])
}

function writeResponse(status: string, { headers = {} }: DeclaredResponse, content: JsonObject): JsonObject {
  const named = Object.entries(headers).map(([name, { schema, ...how }]) => [
    name,
    { ...how, schema: writeSchema(schema) },
  ])
  return {
    description: status.startsWith('2') ? 'Success.' : 'An answer.',
    ...(named.length > 0 && { headers: Object.fromEntries(named) }),
    ...(Object.keys(content).length > 0 && { content }),
  }
}

function wrapped(schema: Schema, segments: readonly string[]): Schema {
  return segments.reduceRight<Schema>((inner, name) => ({ type: 'object', properties: { [name]: inner } }), schema)
}
