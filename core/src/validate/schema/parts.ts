import { type Dict, isJsonObject, type Json, type JsonObject, type Schema } from '../../model/index.ts'

const reference = /^#\/schemas\/([A-Za-z0-9_][A-Za-z0-9._-]*)$/

/** The name that a `$ref` gives, undefined for a reference to anything but a schema of the connector. */
export function referredName(text: string): string | undefined {
  return reference.exec(text)?.[1]
}

/** Everything that holds of a value of this schema at once: itself, what it refers to, and all of `allOf`. */
export function partsOf(schema: Json | undefined, schemas: Dict<Schema>, seen: Set<Json> = new Set()): JsonObject[] {
  if (!isJsonObject(schema) || seen.has(schema)) return []
  seen.add(schema)
  const name = typeof schema.$ref === 'string' ? referredName(schema.$ref) : undefined
  const referred = name === undefined || !Object.hasOwn(schemas, name) ? undefined : schemas[name]
  const all: readonly Json[] = Array.isArray(schema.allOf) ? schema.allOf : []
  return [schema, ...[referred, ...all].flatMap((part) => partsOf(part, schemas, seen))]
}

/** The lists of which one (`oneOf`) or some (`anyOf`) hold. */
export function choicesOf(part: JsonObject): (readonly Json[])[] {
  return [part.anyOf, part.oneOf].filter((list): list is readonly Json[] => Array.isArray(list) && list.length > 0)
}
