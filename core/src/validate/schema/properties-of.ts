import { type Dict, isJsonObject, type Json, type Schema } from '../../model/index.ts'
import { choicesOf, partsOf } from './parts.ts'

/** The properties that a schema declares, wherever in it: through references, `allOf`, `anyOf` and `oneOf`. */
export function propertiesOf(schema: Json | undefined, schemas: Dict<Schema>): ReadonlyMap<string, Schema> {
  const properties = new Map<string, Schema>()
  collect(schema, schemas, { properties, seen: new Set() })
  return properties
}

interface Collecting {
  readonly properties: Map<string, Schema>
  readonly seen: Set<Json>
}

function collect(schema: Json | undefined, schemas: Dict<Schema>, collecting: Collecting): void {
  for (const part of partsOf(schema, schemas, collecting.seen)) {
    for (const [name, property] of Object.entries(isJsonObject(part.properties) ? part.properties : {}))
      if (!collecting.properties.has(name)) collecting.properties.set(name, property as Schema)
    for (const choice of choicesOf(part).flat()) collect(choice, schemas, collecting)
  }
}
