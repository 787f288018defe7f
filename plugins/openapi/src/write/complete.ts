import { type Connector, canonicalJson, dict, isJsonObject, type Json, type JsonObject } from '@jackfield/core'
import { manifestOf } from '@jackfield/core/format'
import { extensionKeys } from '../extension-keys.ts'
import { renameReferences, schemasAt } from '../rename-references.ts'
import type { PlainDocument } from './write-document.ts'

/** What names a document, and what stands in it by itself. */
const plain = new Set(['jackfield', 'id', 'version', 'title', 'extends', 'actions', 'triggers', 'schemas'])

/**
 * Adds to a document what reading it would lack of the connector: in the words of a manifest, and only what differs.
 * `read` is what the document reads as without them.
 */
export function complete({ document, places }: PlainDocument, connector: Connector, read: Connector): JsonObject {
  const meant = manifestOf(connector)
  const found = manifestOf(read)
  const words = dict(Object.entries(differing(found, meant)).filter(([key]) => !plain.has(key)))
  const schemas = differing(objectIn(found, 'schemas'), objectIn(meant, 'schemas'), { removed: false })
  const listed = { actions: dict<Json>(), triggers: dict<Json>() }
  for (const kind of ['actions', 'triggers'] as const)
    for (const [id, operation] of Object.entries(objectIn(meant, kind))) {
      const place = places.get(id)
      const known = objectIn(found, 'actions')[id] ?? objectIn(found, 'triggers')[id]
      if (place === undefined || !isJsonObject(known)) listed[kind][id] = operation
      else amendPlace(place, known, operation as JsonObject)
    }
  const all = { ...words, ...some({ ...listed, schemas }) }
  return Object.keys(all).length === 0 ? document : { ...document, [extensionKeys.connector]: inDocument(all) }
}

/** One that was not named has no alias; to have one more does no harm. */
function amendPlace(place: Record<string, Json>, known: JsonObject, meant: JsonObject): void {
  const { aliases, ...words } = differing(known, meant)
  const all = { ...words, ...(aliases !== undefined && aliases !== null && { aliases }) }
  if (Object.keys(all).length > 0) place[extensionKeys.operation] = inDocument(all)
}

/** References lead to the components, so that other tools find what they lead to. */
function inDocument(words: JsonObject): Json {
  return renameReferences(words, schemasAt.manifest, schemasAt.document)
}

/** The words that are other than those that were found; `null` for those that are no more. */
function differing(found: JsonObject, meant: JsonObject, { removed = true } = {}): Record<string, Json> {
  const gone = removed ? Object.keys(found).filter((key) => meant[key] === undefined) : []
  return dict<Json>([
    ...Object.entries(meant).filter(([key, value]) => canonicalJson(value) !== canonicalJson(found[key])),
    ...gone.map((key) => [key, null] as const),
  ])
}

function objectIn(owner: JsonObject, key: string): JsonObject {
  const value = owner[key]
  return isJsonObject(value) ? value : dict<Json>()
}

function some(groups: Readonly<Record<string, JsonObject>>): JsonObject {
  return dict(Object.entries(groups).filter(([, group]) => Object.keys(group).length > 0))
}
