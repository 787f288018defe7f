import { dict, isJsonObject, type Json, type Pointer, type Schema, segmentsOf } from '@jackfield/core'
import { child, type Located, type OperationRead } from '@jackfield/openapi'

/** One item of a poll: an element of the list at `items`, or what is there. */
export function itemSchema(read: OperationRead, items: Pointer, isSingle: boolean): Schema {
  const { output, follow } = read
  let here = output.written === null ? undefined : child(output.written, 'schema')
  for (const name of segmentsOf(items)) {
    const found = here === undefined ? undefined : follow(here)
    const properties = found?.kind === 'found' ? child(found, 'properties') : undefined
    here = properties === undefined ? undefined : child(properties, name)
  }
  return isSingle ? neverNull(here, read) : someItem(here, read)
}

/** What the service calls with (`x-ms-notification-content`). */
export function payloadOf({ operation, pathItem }: OperationRead): Located | undefined {
  const content = child(operation, 'x-ms-notification-content') ?? child(pathItem, 'x-ms-notification-content')
  return content === undefined ? undefined : child(content, 'schema')
}

/** Of a list, an element of it. */
export function someItem(schema: Located | undefined, read: OperationRead): Schema {
  const found = schema === undefined ? undefined : read.follow(schema)
  const items = found?.kind === 'found' ? child(found, 'items') : undefined
  return neverNull(items ?? schema, read)
}

/** An item is known again by all of it, so it is something. */
function neverNull(located: Located | undefined, { schema }: OperationRead): Schema {
  const read = located === undefined ? true : schema(located, 'response')
  const type = isJsonObject(read) ? read.type : undefined
  if (typeof type === 'string' && type !== 'null') return read
  if (!isJsonObject(read)) return dict<Json>([['type', types]])
  return dict<Json>([
    ['type', types],
    ['allOf', [read]],
  ])
}

const types: Json = ['object', 'array', 'string', 'number', 'boolean']
