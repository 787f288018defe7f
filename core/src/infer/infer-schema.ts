import { type Dict, dict, type Json, type JsonObject } from '../model/index.ts'
import { nothingSeen, observe, type Seen, type SeenType } from './observe.ts'

/**
 * A JSON Schema (2020-12) that all of the samples fit, and values like them. A field is required where at least two
 * objects were seen and each had it; of what was only ever null, or in no element, nothing is said; choices are never
 * guessed.
 */
export function inferSchema(samples: readonly Json[]): JsonObject {
  const seen = nothingSeen()
  for (const sample of samples) observe(seen, sample)
  return schemaOf(seen)
}

function schemaOf(seen: Seen): JsonObject {
  const types = typesOf(seen)
  const known = types.filter((type) => type !== 'null')
  if (known.length === 0) return dict()
  const [only] = types
  return dict<Json>([
    ['type', types.length === 1 && only !== undefined ? only : types],
    ...(types.includes('string') ? formatOf(seen) : []),
    ...(types.includes('object') ? Object.entries(objectOf(seen)) : []),
    ...(types.includes('array') && seen.items !== null && seen.items.types.size > 0
      ? [['items', schemaOf(seen.items)] as const]
      : []),
  ])
}

/** A whole number where others are not whole is a number; null comes last. */
function typesOf({ types }: Seen): readonly SeenType[] {
  const kept = [...types].filter((type) => type !== 'null' && !(type === 'integer' && types.has('number')))
  return types.has('null') ? [...kept, 'null'] : kept
}

/** Only where every text has it. */
function formatOf({ formats }: Seen): readonly (readonly [string, Json])[] {
  const [format] = formats
  return formats.size === 1 && typeof format === 'string' ? [['format', format]] : []
}

function objectOf(seen: Seen): Dict<Json> {
  if (hasMadeUpNames(seen)) return { additionalProperties: elementOf(seen) }
  const properties = [...seen.properties]
  const required = seen.objects < 2 ? [] : properties.filter(([, { times }]) => times === seen.objects)
  return {
    ...(required.length > 0 && { required: required.map(([name]) => name) }),
    ...(properties.length > 0 && { properties: dict(properties.map(([name, inner]) => [name, schemaOf(inner)])) }),
  }
}

const madeUp = /^(\d+|\d{4}-\d\d-\d\d.*|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22})$/i

/** Whether its names are ids or days, of which others will come: a table rather than fields. */
function hasMadeUpNames({ properties }: Seen): boolean {
  return properties.size >= 2 && [...properties.keys()].every((name) => madeUp.test(name))
}

/** What all values of the object have in common. */
function elementOf({ properties }: Seen): JsonObject {
  const all = nothingSeen()
  for (const inner of properties.values()) merge(all, inner)
  return schemaOf(all)
}

function merge(into: Seen, from: Seen): void {
  for (const type of from.types) into.types.add(type)
  for (const format of from.formats) into.formats.add(format)
  into.objects += from.objects
  for (const [name, inner] of from.properties) {
    const property = into.properties.get(name) ?? { ...nothingSeen(), times: 0 }
    property.times += inner.times
    into.properties.set(name, property)
    merge(property, inner)
  }
  if (from.items === null) return
  into.items ??= nothingSeen()
  merge(into.items, from.items)
}
