import { type Dict, dict, isJsonObject, type Json, type JsonObject, type Schema } from '../../src/model/index.ts'

/** A schema with every part changed, from the inside out. */
function mapped(schema: Schema, change: (schema: JsonObject) => Schema): Schema {
  if (typeof schema === 'boolean') return schema
  const part = (said: Json): Json =>
    isJsonObject(said) || typeof said === 'boolean' ? (mapped(said, change) as Json) : said
  const entries = Object.entries(schema).map(([keyword, said]): readonly [string, Json] => {
    if (['allOf', 'anyOf'].includes(keyword) && Array.isArray(said)) return [keyword, said.map(part)]
    if (['items', 'additionalProperties', 'not'].includes(keyword)) return [keyword, part(said)]
    if (keyword !== 'properties' || !isJsonObject(said)) return [keyword, said]
    return [keyword, dict(Object.entries(said).map(([name, one]) => [name, part(one)] as const))]
  })
  return change(dict(entries))
}

/** Other words everywhere, some of them in an `allOf`, the keywords in another order. */
export function reworded(schema: Schema): Schema {
  return mapped(schema, (one) => ({
    allOf: [
      { title: 'Other', examples: ['other'] },
      { 'x-other': true, ...dict(Object.entries(one).reverse()) },
    ],
    description: 'Other.',
    deprecated: true,
  }))
}

/** Every part by a name of its own; the names begin with a prefix. */
export function named(schema: Schema, prefix: string): { readonly schema: Schema; readonly schemas: Dict<Schema> } {
  const schemas: [string, Schema][] = []
  const whole = mapped(schema, (one) => {
    const name = `${prefix}${schemas.length}`
    schemas.push([name, one])
    return { $ref: `#/schemas/${name}` }
  })
  return { schema: whole, schemas: dict(schemas) }
}
