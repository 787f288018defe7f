import { isJsonObject, type JsonObject } from '@jackfield/core'
import { child, fieldsOf, type Located } from '../refs/index.ts'
import type { OperationPlace } from './hooks.ts'
import type { Reading } from './reading.ts'

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])

/** The operations under paths, callbacks or webhooks: each method of each path item. */
export function listOperations(items: Located | undefined, reading: Reading): readonly OperationPlace[] {
  return fieldsOf(behind(items, reading)).flatMap(([path, written]) => {
    const found = reading.references.follow(written)
    if (found.kind === 'lost') {
      reading.warn(
        'reference-missing',
        `The path ${path} is at ${found.ref}, which can not be read.`,
        written.place,
        'put the file into the folder.',
      )
      return []
    }
    if (!isJsonObject(found.value)) return []
    const pathItem: Located<JsonObject> = { value: found.value, place: found.place }
    return operationsIn(pathItem).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
      pathItem,
    }))
  })
}

/** All paths may be in another file. */
function behind(items: Located | undefined, { references }: Reading): Located | undefined {
  const followed = items === undefined ? undefined : references.follow(items)
  return followed?.kind === 'found' ? followed : items
}

function operationsIn(pathItem: Located<JsonObject>): readonly (readonly [string, Located<JsonObject>])[] {
  return Object.keys(pathItem.value).flatMap((name) => {
    const operation = methods.has(name.toLowerCase()) ? child(pathItem, name) : undefined
    if (operation === undefined || !isJsonObject(operation.value)) return []
    return [[name, { value: operation.value, place: operation.place }] as const]
  })
}
