import { type Connector, dict, isJsonObject, type Json, type Schema } from '../model/index.ts'

const local = '#/schemas/'

/** The schema with all that it refers to in the connector under its own `$defs`. */
export function standAlone({ schemas }: Connector, schema: Schema): Schema {
  const definitions = dict<Json>()
  const body = rewrite(schema)
  if (Object.keys(definitions).length === 0 || !isJsonObject(body)) return body as Schema
  return { ...body, $defs: { ...(isJsonObject(body.$defs) ? body.$defs : {}), ...definitions } }

  function rewrite(value: Json): Json {
    if (Array.isArray(value)) return value.map(rewrite)
    if (!isJsonObject(value)) return value
    return dict(Object.entries(value).map(([name, inner]) => [name, name === '$ref' ? refer(inner) : rewrite(inner)]))
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
