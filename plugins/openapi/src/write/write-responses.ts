import { type HttpCall, type JsonObject, type Operation, type Schema, segmentsOf } from '@jackfield/core'
import { writeSchema } from './write-schema.ts'

/** Responses with the one success, as the service answers it: what `result` takes out of it stands in its place. */
export function writeResponses({ output }: Pick<Operation, 'output'>, http: HttpCall | undefined): JsonObject {
  const { answer, result } = http ?? {}
  const description = 'Success.'
  if (output === true && answer === undefined && result === undefined) return { '200': { description } }
  const element: Schema = result?.where === undefined ? output : { type: 'array', items: output }
  const schema = writeSchema(result === undefined ? element : wrapped(element, segmentsOf(result.at)))
  return { '200': { description, content: { [answer?.mediaType ?? 'application/json']: { schema } } } }
}

function wrapped(schema: Schema, segments: readonly string[]): Schema {
  return segments.reduceRight<Schema>((inner, name) => ({ type: 'object', properties: { [name]: inner } }), schema)
}
