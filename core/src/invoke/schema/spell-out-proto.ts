import { isJsonObject, type Json, type JsonObject } from '../../model/index.ts'

const proto = '__proto__'
const pattern = `^${proto}$`

/**
 * A plain copy of a schema whose properties named `__proto__` are told by a pattern instead, and what depends on them
 * by conditions: Ajv passes over that name, so that it would be neither checked nor known.
 */
export function spellOutProto(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(spellOutProto)
  if (!isJsonObject(schema)) return schema
  const copy = Object.fromEntries(Object.entries(schema).map(([name, inner]) => [name, spellOutProto(inner)]))
  const own = memberOf(copy, 'properties')
  const patterns = isJsonObject(copy.patternProperties) ? copy.patternProperties : {}
  const conditions = [
    ...conditionOn(memberOf(copy, 'dependentSchemas')),
    ...conditionOn(memberOf(copy, 'dependentRequired'), (required) => ({ required })),
  ]
  const parts = [...(Array.isArray(copy.allOf) ? copy.allOf : []), ...conditions]
  return {
    ...copy,
    ...(own !== undefined && { patternProperties: { ...patterns, [pattern]: bothOf(own, patterns[pattern]) } }),
    ...(conditions.length > 0 && { allOf: parts }),
  }
}

function memberOf(schema: JsonObject, keyword: string): Json | undefined {
  const members = schema[keyword]
  return isJsonObject(members) && Object.hasOwn(members, proto) ? members[proto] : undefined
}

function bothOf(one: Json, other: Json | undefined): Json {
  return other === undefined ? one : { allOf: [one, other] }
}

/** Holds where there is no such property, or of everything that it asks for. */
function conditionOn(needed: Json | undefined, asSchema = (found: Json): Json => found): readonly Json[] {
  return needed === undefined ? [] : [{ anyOf: [{ not: { required: [proto] } }, asSchema(needed)] }]
}
