import { type Connector, dict, isJsonObject, type Json, type JsonObject, type Schema } from '../model/index.ts'

const local = '#/schemas/'

/**
 * The schema with all that it refers to in the connector under its own `$defs`. What only the mapping of a
 * `discriminator` leads to is left out of both.
 */
export function standAlone({ schemas }: Connector, schema: Schema): Schema {
  const definitions = dict<Json>()
  const mappings: { readonly written: JsonObject; readonly out: Record<string, Json> }[] = []
  const body = rewrite(schema)
  for (const { written, out } of mappings)
    for (const [value, target] of Object.entries(written)) {
      const name = typeof target === 'string' ? target.replace(local, '') : ''
      if (Object.hasOwn(definitions, name)) out[value] = `#/$defs/${name}`
    }
  if (Object.keys(definitions).length === 0 || !isJsonObject(body)) return body as Schema
  return { ...body, $defs: { ...(isJsonObject(body.$defs) ? body.$defs : {}), ...definitions } }

  function rewrite(value: Json): Json {
    if (Array.isArray(value)) return value.map(rewrite)
    if (!isJsonObject(value)) return value
    return dict(Object.entries(value).map(([name, inner]) => [name, rewriteKeyword(name, inner)]))
  }
  function rewriteKeyword(name: string, value: Json): Json {
    if (name === '$ref') return refer(value)
    if (name !== 'discriminator' || !isJsonObject(value) || !isJsonObject(value.mapping)) return rewrite(value)
    const out = dict<Json>()
    mappings.push({ written: value.mapping, out })
    return { ...value, mapping: out }
  }
  function refer(target: Json): Json {
    if (typeof target !== 'string' || !target.startsWith(local)) return target
    const name = target.slice(local.length)
    const found = schemas[name]
    if (found !== undefined && !Object.hasOwn(definitions, name)) {
      definitions[name] = true
      definitions[name] = rewrite(found)
    }
    return `#/$defs/${name}`
  }
}
