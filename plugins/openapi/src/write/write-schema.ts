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
  if (keyword === '$ref' && typeof value === 'string') return inDocument(value)
  if (keyword === 'discriminator' && isJsonObject(value) && isJsonObject(value.mapping)) {
    const mapping = Object.entries(value.mapping).map(
      ([tag, to]) => [tag, typeof to === 'string' ? inDocument(to) : to] as const,
    )
    return dict(Object.entries({ ...value, mapping: dict(mapping) }))
  }
  if (maps.has(keyword) && isJsonObject(value))
    return dict(Object.entries(value).map(([name, inner]) => [name, writeInner(inner)] as const))
  if (lists.has(keyword) && Array.isArray(value)) return value.map(writeInner)
  return single.has(keyword) ? writeInner(value) : value
}

function inDocument(reference: string): string {
  return reference.replace(/^#\/schemas\//, '#/components/schemas/')
}

function writeInner(value: Json): Json {
  return isJsonObject(value) ? writeSchema(value) : value
}
