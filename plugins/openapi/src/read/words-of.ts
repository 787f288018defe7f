import { isJsonObject, type Json, type JsonObject } from '@jackfield/core'
import { extensionKeys } from '../extension-keys.ts'
import { type Located, own, rootOf, textIn } from '../refs/index.ts'
import { methods } from './list-operations.ts'
import { generatedName, operationIdIn, titleOf } from './operation-ids.ts'

/**
 * Every text by which the operations of a document can be found: names, titles, descriptions. `null` where only reading
 * tells: of operations that stand elsewhere, are called back, or are said in words of a manifest.
 */
export function wordsOf(document: Json, connector: string): readonly string[] | null {
  if (['webhooks', 'x-webhooks', extensionKeys.connector].some((key) => own(document, key) !== undefined)) return null
  const operations = operationsOf(own(document, 'paths'))
  if (operations === null) return null
  const names = new Set<string>()
  const texts: string[] = []
  for (const { method, path, written } of operations) {
    const operation = unplaced(written)
    const [id, generated] = [operationIdIn(operation), generatedName(method, path)]
    // Which of several gets the name takes reading all of them.
    if (names.has(generated) || own(written, 'callbacks') !== undefined || own(written, extensionKeys.operation))
      return null
    names.add(generated)
    for (const name of [id, generated].filter((each) => each !== undefined))
      texts.push(`${connector}.${name}`, titleOf(operation, name))
    texts.push(textIn(written, 'description') ?? '')
  }
  return texts
}

interface Written {
  readonly method: string
  readonly path: string
  readonly written: JsonObject
}

function operationsOf(paths: Json | undefined): readonly Written[] | null {
  if (!isJsonObject(paths)) return []
  if (own(paths, '$ref') !== undefined) return null
  const found: Written[] = []
  for (const [path, item] of Object.entries(paths)) {
    if (own(item, '$ref') !== undefined) return null
    if (!isJsonObject(item)) continue
    for (const [name, written] of Object.entries(item))
      if (methods.has(name.toLowerCase()) && isJsonObject(written))
        found.push({ method: name.toUpperCase(), path, written })
  }
  return found
}

/** Where it stands does not matter here. */
function unplaced(value: Json): Located {
  return { value, place: rootOf({ file: '', path: '', value, locate: () => [] }) }
}
