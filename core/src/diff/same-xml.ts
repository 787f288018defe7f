import { canonicalJson, type Dict, isJsonObject, type Json, type JsonObject, type Schema } from '../model/index.ts'
import { partsOf, propertiesOf } from '../validate/index.ts'

/** A schema by whose `xml` keywords values are written or read, with what it refers to; left out: there is none. */
export interface XmlSchema {
  readonly schema: Schema | undefined
  readonly schemas: Dict<Schema>
}

/** After so many places what is left counts as different. */
const maxPlaces = 20_000

/**
 * Whether the same value is the same XML by both: names, attributes, namespaces, wrapping (OpenAPI 3.1, XML Object).
 * Which fields there are is told by changes of the input and output.
 */
export function isSameXml(base: XmlSchema, revision: XmlSchema): boolean {
  const left: (readonly [Schema, Schema])[] = [[base.schema ?? true, revision.schema ?? true]]
  const seen = new Map<Schema, Set<Schema>>()
  for (let pair = left.pop(), places = 0; pair !== undefined; pair = left.pop(), places++) {
    const [one, other] = pair
    const others = seen.get(one) ?? new Set()
    if (others.has(other)) continue
    if (places > maxPlaces) return false
    seen.set(one, others.add(other))
    if (keywordsOf(one, base.schemas) !== keywordsOf(other, revision.schemas)) return false
    left.push(...fieldsOf([one, base.schemas], [other, revision.schemas]))
  }
  return true
}

type Owned = readonly [schema: Schema, schemas: Dict<Schema>]

/** What the schema and its parts say, the outermost first. */
function keywordsOf(schema: Schema, schemas: Dict<Schema>): string {
  const said = partsOf(schema, schemas).flatMap(({ xml }) => (isJsonObject(xml) ? [xml] : []))
  return canonicalJson(Object.assign({}, ...said.reverse()) as JsonObject)
}

/** A field that one of two objects lacks is no difference; of what is no object it is. */
function fieldsOf(base: Owned, revision: Owned): readonly (readonly [Schema, Schema])[] {
  const [left, right] = [propertiesOf(...base), propertiesOf(...revision)]
  const isEmpty = left.size === 0 || right.size === 0
  const names = [...new Set([...left.keys(), ...right.keys()])]
  const both = names.filter((name) => isEmpty || (left.has(name) && right.has(name)))
  return [
    ...both.map((name) => [schemaOf(left.get(name)), schemaOf(right.get(name))] as const),
    [itemsOf(...base), itemsOf(...revision)],
  ]
}

function itemsOf(schema: Schema, schemas: Dict<Schema>): Schema {
  return schemaOf(partsOf(schema, schemas).find(({ items }) => items !== undefined)?.items)
}

function schemaOf(said: Json | undefined): Schema {
  return isJsonObject(said) ? said : true
}
