import { isJsonObject, type JsonObject } from '@jackfield/core'
import { child, fieldsOf, type Located, warnOfLost } from '../refs/index.ts'
import type { OperationPlace } from './hooks.ts'
import type { Reading } from './reading.ts'

export const methods: ReadonlySet<string> = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
])

/** The operations under paths, callbacks or webhooks: each method of each path item. */
export function listOperations(items: Located | undefined, reading: Reading): readonly OperationPlace[] {
  return fieldsOf(behind(items, reading)).flatMap(([path, written]) => {
    const found = reading.references.follow(written)
    if (found.kind === 'lost') {
      warnOfLost(reading, `The path ${path}`, { lost: found, place: written.place })
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
function behind(items: Located | undefined, reading: Reading): Located | undefined {
  if (items === undefined) return undefined
  const followed = reading.references.follow(items)
  if (followed.kind === 'found') return followed
  warnOfLost(reading, 'All that stands here', { lost: followed, place: items.place })
  return undefined
}

function operationsIn(pathItem: Located<JsonObject>): readonly (readonly [string, Located<JsonObject>])[] {
  return Object.keys(pathItem.value).flatMap((name) => {
    const operation = methods.has(name.toLowerCase()) ? child(pathItem, name) : undefined
    if (operation === undefined || !isJsonObject(operation.value)) return []
    return [[name, { value: operation.value, place: operation.place }] as const]
  })
}
