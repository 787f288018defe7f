import type { Json, JsonObject } from '@jackfield/core'

/** A schema that takes what both take, as far as the keywords that values are made from go. */
export function mergeSchemas(one: JsonObject, other: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...other, ...one }
  for (const name of ['properties', 'items'] as const) {
    const [a, b] = [one[name], other[name]]
    if (isObject(a) && isObject(b)) merged[name] = name === 'items' ? { allOf: [a, b] } : mergeProperties(a, b)
  }
  if (Array.isArray(one.required) && Array.isArray(other.required))
    merged.required = [...new Set([...one.required, ...other.required])]
  if (Array.isArray(one.enum) && Array.isArray(other.enum)) {
    const kept = one.enum.filter((value) =>
      (other.enum as Json[]).some((each) => JSON.stringify(each) === JSON.stringify(value)),
    )
    merged.enum = kept
  }
  for (const [closed, open] of [
    [one, other],
    [other, one],
  ] as const)
    if (closed.additionalProperties === false) merged.properties = onlyOf(closed, merged.properties, open)
  for (const name of ['minimum', 'minLength', 'minItems', 'minProperties'])
    if (typeof one[name] === 'number' && typeof other[name] === 'number')
      merged[name] = Math.max(one[name], other[name])
  for (const name of ['maximum', 'maxLength', 'maxItems', 'maxProperties'])
    if (typeof one[name] === 'number' && typeof other[name] === 'number')
      merged[name] = Math.min(one[name], other[name])
  return merged
}

/** What is closed takes no property of the other, whatever that one says. */
function onlyOf({ properties }: JsonObject, merged: Json | undefined, open: JsonObject): JsonObject {
  const known = isObject(properties) ? properties : {}
  const required = Array.isArray(open.required) ? open.required : []
  const kept = Object.entries(isObject(merged) ? merged : {}).filter(
    ([name]) => Object.hasOwn(known, name) || required.includes(name),
  )
  return Object.fromEntries(kept)
}

function mergeProperties(one: JsonObject, other: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...other, ...one }
  for (const name of Object.keys(one)) {
    const [a, b] = [one[name], other[name]]
    if (isObject(a) && isObject(b)) merged[name] = { allOf: [a, b] }
  }
  return merged
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
