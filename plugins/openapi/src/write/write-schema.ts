import { dict, isJsonObject, type Json, type Schema } from '@jackfield/core'

const maps = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs'])
const lists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const single = new Set([
  ...['items', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'propertyNames'],
  ...['contains', 'contentSchema', 'not', 'if', 'then', 'else'],
])

/** A schema of the model as a Schema Object of OpenAPI 3.1, which is the same but for where named ones stand. */
export function writeSchema(schema: Schema): Schema {
  if (typeof schema === 'boolean') return schema
  return dict(Object.entries(schema).map(([keyword, value]) => [keyword, writeKeyword(keyword, value)] as const))
}

function writeKeyword(keyword: string, value: Json): Json {
  if (keyword === '$ref' && typeof value === 'string') return value.replace(/^#\/schemas\//, '#/components/schemas/')
  if (maps.has(keyword) && isJsonObject(value))
    return dict(Object.entries(value).map(([name, inner]) => [name, writeInner(inner)] as const))
  if (lists.has(keyword) && Array.isArray(value)) return value.map(writeInner)
  return single.has(keyword) ? writeInner(value) : value
}

function writeInner(value: Json): Json {
  return isJsonObject(value) ? writeSchema(value) : value
}
