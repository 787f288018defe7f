/** A JSON value (RFC 8259). Objects that the kernel makes have no prototype, so that foreign names cannot reach one. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [name: string]: Json
}

/** A record keyed by names that somebody else chose; made by {@link dict}, so `record['constructor']` is undefined. */
export type Dict<Value> = { readonly [name: string]: Value }

/** Makes a record without a prototype from entries; a later entry of the same name wins. */
export function dict<Value>(entries: Iterable<readonly [string, Value]> = []): Record<string, Value> {
  const record: Record<string, Value> = Object.create(null)
  for (const [name, value] of entries) record[name] = value
  return record
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Parses JSON text into values whose objects have no prototype. Throws `SyntaxError` as `JSON.parse` does. */
export function parseJson(text: string): Json {
  return withoutPrototypes(JSON.parse(text))
}

/**
 * The value with every object in it copied into one without a prototype. A reviver makes `JSON.parse` five times
 * slower.
 */
export function withoutPrototypes(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutPrototypes)
  const record = dict<Json>()
  for (const name in value) record[name] = withoutPrototypes((value as JsonObject)[name] as Json)
  return record
}

/**
 * JSON text with the names of every object sorted: equal values give equal text. `undefined` properties are left out.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner) =>
    isJsonObject(inner) ? dict(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}
