import { type Connector, isJsonObject, type JsonObject, nearestName, type Pointer, pointer } from '../../model/index.ts'
import { allSchemas } from '../schema/subschemas.ts'
import { checkStructure } from '../structure/check-structure.ts'
import { connectorSchema } from '../structure/connector-schema.ts'
import type { Mistake } from '../structure/mistake.ts'
import { type PlacedSchema, schemasIn } from './schemas-in.ts'

/** Every schema is one that a validator compiles, and its keywords are spelt as they are meant. */
export function* checkSchemas(connector: Connector): Iterable<Mistake> {
  for (const placed of schemasIn(connector)) {
    yield* checkStructure(placed.schema, { schema: { $ref: '#/$defs/schema' }, root: connectorSchema, at: placed.at })
    for (const { schema, at } of allSchemas(placed.schema, placed.at))
      if (isJsonObject(schema)) yield* checkKeywords(schema, at, placed)
  }
}

const keywords = keywordsOf(connectorSchema.$defs)

function* checkKeywords(schema: JsonObject, at: Pointer, { name }: PlacedSchema): Iterable<Mistake> {
  for (const keyword of Object.keys(schema)) {
    if (keywords.includes(keyword) || keyword.startsWith('x-')) continue
    const nearest = nearestName(keyword, keywords)
    if (nearest !== undefined)
      yield {
        code: 'keyword-unknown',
        severity: 'warning',
        message: `"${keyword}" in ${name} is no keyword of JSON Schema, and says nothing.`,
        pointer: at + pointer(keyword),
        hint: `did you mean "${nearest}"?`,
      }
  }
}

function keywordsOf(definitions: unknown): readonly string[] {
  const schema = isJsonObject(definitions) ? definitions.schema : undefined
  return isJsonObject(schema) && isJsonObject(schema.properties) ? Object.keys(schema.properties) : []
}
