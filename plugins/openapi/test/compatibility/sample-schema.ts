import { type Dict, dict, isJsonObject, type Json, type JsonObject, type Schema } from '@jackfield/core'

/** Numbers from 0 to 1, the same ones for the same seed (a linear congruence). */
export function createChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

export interface Sampling {
  readonly schemas: Dict<Schema>
  readonly chance: () => number
}

const deepest = 8

/**
 * A value that a schema perhaps admits, made by reading it keyword by keyword: it shares nothing with the comparison
 * that is held against it. Whoever uses it asks a validator.
 */
export function sampleSchema(schema: Schema, to: Sampling, depth = 0): Json {
  const said = joined(schema, to, new Set())
  if (said.const !== undefined) return said.const
  if (Array.isArray(said.enum) && said.enum.length > 0) return pick(said.enum as readonly Json[], to)
  const types = [
    said.type ?? (said.properties ? 'object' : said.items ? 'array' : 'string'),
  ].flat() as readonly string[]
  return ofType(types.length === 0 ? 'null' : pick(types, to), said, { to, depth })
}

function pick<One>(all: readonly One[], { chance }: Sampling): One {
  return all[Math.floor(chance() * all.length)] as One
}

/** References followed, parts of an `allOf` and one of the alternatives laid over each other. */
function joined(schema: Schema, to: Sampling, followed: ReadonlySet<Schema>): JsonObject {
  if (typeof schema === 'boolean' || followed.has(schema) || followed.size > 20) return {}
  const seen = new Set([...followed, schema])
  const { $ref, allOf, anyOf, oneOf, ...own } = schema
  const parts: Schema[] = [...schemasIn(allOf)]
  if (typeof $ref === 'string') parts.push(to.schemas[nameIn($ref)] ?? true)
  for (const alternatives of [schemasIn(anyOf), schemasIn(oneOf)])
    if (alternatives.length > 0) parts.push(pick(alternatives, to))
  return parts.map((part) => joined(part, to, seen)).reduce(laidOver, own)
}

function nameIn(ref: string): string {
  return decodeURIComponent(ref.replace('#/schemas/', '')).replaceAll('~1', '/').replaceAll('~0', '~')
}

function schemasIn(value: Json | undefined): readonly Schema[] {
  return Array.isArray(value) ? (value as readonly Schema[]) : []
}

function laidOver(one: JsonObject, other: JsonObject): JsonObject {
  const all = (key: 'properties'): JsonObject =>
    dict([one, other].flatMap((said) => (isJsonObject(said[key]) ? Object.entries(said[key]) : [])))
  const required = [one, other].flatMap((said) =>
    Array.isArray(said.required) ? (said.required as readonly Json[]) : [],
  )
  const properties = all('properties')
  return {
    ...one,
    ...other,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  }
}

interface At {
  readonly to: Sampling
  readonly depth: number
}

function ofType(type: string, said: JsonObject, at: At): Json {
  const { chance } = at.to
  if (type === 'object') return objectOf(said, at)
  if (type === 'array') {
    const length = Math.max(Number(said.minItems ?? 0), at.depth > deepest ? 0 : Math.floor(chance() * 3))
    return Array.from({ length: Math.min(length, 20) }, () =>
      sampleSchema((said.items ?? true) as Schema, at.to, at.depth + 1),
    )
  }
  if (type === 'integer' || type === 'number') {
    const least = Number(said.minimum ?? said.exclusiveMinimum ?? -3)
    const value = least + Math.floor(chance() * 7) + (said.exclusiveMinimum === undefined ? 0 : 1)
    return type === 'number' && chance() < 0.5 ? value + 0.5 : value
  }
  if (type === 'boolean') return chance() < 0.5
  return type === 'null' ? null : textOf(said, at.to)
}

function objectOf(said: JsonObject, { to, depth }: At): Json {
  const required = new Set(Array.isArray(said.required) ? said.required : [])
  const properties = isJsonObject(said.properties) ? Object.entries(said.properties) : []
  const chosen = properties.filter(([name]) => required.has(name) || (depth < deepest && to.chance() < 0.5))
  const others =
    isJsonObject(said.additionalProperties) && to.chance() < 0.5 ? [['other', said.additionalProperties] as const] : []
  return dict(
    [...chosen, ...others].map(([name, schema]) => [name, sampleSchema(schema as Schema, to, depth + 1)] as const),
  )
}

const formatted: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T09:30:00Z',
  email: 'a@example.com',
  uri: 'https://example.com/a',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
}

function textOf({ format, minLength = 0, maxLength = 100 }: JsonObject, to: Sampling): string {
  if (typeof format === 'string' && Object.hasOwn(formatted, format)) return formatted[format] as string
  const text = pick(['', 'x', 'abc', 'A longer text', '7'], to)
  return text.padEnd(Math.min(Number(minLength), 200), 'y').slice(0, Number(maxLength))
}
