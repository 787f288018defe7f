import { type Dict, dict, isJsonObject, type Json, type JsonObject, type Schema } from '../../model/index.ts'
import { partsOf } from '../../validate/index.ts'

/** The `xml` keyword of a schema (OpenAPI 3.1, XML Object; `nodeType: text` by 3.2). */
export interface XmlKeywords {
  readonly name?: string
  readonly namespace?: string
  readonly prefix?: string
  readonly attribute: boolean
  readonly text: boolean
  readonly wrapped: boolean
}

export function xmlKeywords(schema: Json | undefined, schemas: Dict<Schema>): XmlKeywords {
  const all: JsonObject = dict(
    partsOf(schema, schemas)
      .map(keywordsOf)
      .reverse()
      .flatMap(Object.entries<Json>),
  )
  const said = (name: string): Record<string, string> =>
    typeof all[name] === 'string' && all[name] !== '' ? { [name]: all[name] } : {}
  return {
    ...said('name'),
    ...said('namespace'),
    ...said('prefix'),
    attribute: all.attribute === true || all.nodeType === 'attribute',
    text: all.nodeType === 'text' || all.nodeType === 'cdata',
    wrapped: all.wrapped === true,
  }
}

function keywordsOf({ xml }: JsonObject): JsonObject {
  return isJsonObject(xml) ? xml : {}
}

/** What an array's elements are, through references. */
export function itemsOf(schema: Json | undefined, schemas: Dict<Schema>): Schema {
  const items = partsOf(schema, schemas).find((part) => part.items !== undefined)?.items
  return isJsonObject(items) ? items : true
}
