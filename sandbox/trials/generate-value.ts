import type { Json, JsonObject, Schema } from '@jackfield/core'
import { generateSync } from 'json-schema-faker'
import { mergeSchemas } from './merge-schemas.ts'
import type { Random } from './random.ts'

/** Where a value is made: the document that references lead into, chance, and how deep it has come. */
export interface Making {
  readonly root: JsonObject
  readonly random: Random
  readonly depth: number
}

/** How deep optional properties and elements are made up. */
const deepest = 6

/** A value that a schema takes, as far as its own words say; whoever needs it to be valid checks it. */
export function generateValue(schema: Schema, making: Making): Json {
  if (typeof schema === 'boolean') return 'anything'
  const whole = wholeOf(schema, making)
  if (whole.const !== undefined) return whole.const
  if (Array.isArray(whole.enum) && whole.enum.length > 0) return making.random.pick(whole.enum)
  const type = typeOf(whole, making.random)
  if (type === 'object') return objectOf(whole, making)
  if (type === 'array') return arrayOf(whole, making)
  return type === 'string' ? textOf(whole, making.random) : leafOf(whole, type, making.random)
}

/** The schema with what it refers to, all of `allOf` and one of each choice in one. */
function wholeOf(schema: JsonObject, making: Making, hops = 0): JsonObject {
  const { $ref, allOf, anyOf, oneOf, ...own } = schema
  const parts: Schema[] = []
  if (typeof $ref === 'string') parts.push(targetOf($ref, making.root))
  if (Array.isArray(allOf)) parts.push(...(allOf as Schema[]))
  for (const choice of [anyOf, oneOf])
    if (Array.isArray(choice) && choice.length > 0) parts.push(chosen(choice as Schema[], making))
  if (hops > 40) return own
  return parts
    .map((part) => (typeof part === 'boolean' ? {} : wholeOf(part, making, hops + 1)))
    .reduce((merged, part) => mergeSchemas(merged, part), own as JsonObject)
}

/** Deep down the first variant that is no object or array, so that recursion ends. */
function chosen(choices: readonly Schema[], { random, depth }: Making): Schema {
  const flat = choices.find(
    (choice) => typeof choice !== 'boolean' && /string|number|integer|boolean|null/.test(String(choice.type)),
  )
  return depth >= deepest && flat !== undefined ? flat : random.pick(choices)
}

function targetOf(ref: string, root: JsonObject): Schema {
  const steps = ref.replace(/^#\/?/, '').split('/').filter(Boolean)
  let at: unknown = root
  for (const step of steps)
    at = (at as Record<string, unknown> | undefined)?.[
      decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
    ]
  return (at ?? {}) as Schema
}

function typeOf(schema: JsonObject, random: Random): string {
  const { type } = schema
  if (typeof type === 'string') return type
  if (Array.isArray(type)) return String(random.pick(type.filter((each) => each !== 'null' || type.length === 1)))
  if ('properties' in schema || 'required' in schema) return 'object'
  if ('items' in schema || 'prefixItems' in schema) return 'array'
  if ('minimum' in schema || 'maximum' in schema) return 'number'
  return 'string'
}

function objectOf(schema: JsonObject, making: Making): JsonObject {
  const properties = (schema.properties ?? {}) as Record<string, Schema>
  const required = new Set((schema.required ?? []) as string[])
  const made: Record<string, Json> = {}
  const inner = { ...making, depth: making.depth + 1 }
  for (const [name, property] of Object.entries(properties)) {
    const optional = !required.has(name)
    if (property === false || (optional && isReadOnly(property, making))) continue
    // A form with nothing in it is no body at all.
    const isFirst = making.depth === 1 && Object.keys(made).length === 0
    if (optional && !isFirst && (making.depth >= deepest || making.random.chance() > 0.5)) continue
    made[name] = generateValue(property, inner)
  }
  const rest = typeof schema.additionalProperties === 'object' ? (schema.additionalProperties as JsonObject) : true
  for (const name of required) if (!Object.hasOwn(made, name)) made[name] = generateValue(rest, inner)
  for (let extra = Object.keys(made).length; extra < Number(schema.minProperties ?? 0); extra += 1)
    made[`extra${extra}`] = generateValue(rest, inner)
  return made
}

/** A service alone sets it: it should not be sent (OpenAPI 3.1, Schema Object). */
function isReadOnly(property: Schema, making: Making): boolean {
  return typeof property !== 'boolean' && wholeOf(property, making).readOnly === true
}

function arrayOf(schema: JsonObject, making: Making): readonly Json[] {
  const { items, prefixItems, minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems } = schema
  const first = Array.isArray(prefixItems) ? (prefixItems as Schema[]) : []
  // One element in a query or a form can't be told from none of an array.
  const wanted = Math.max(Number(minItems), making.depth >= deepest ? 0 : making.random.whole(2, 3))
  const inner = { ...making, depth: making.depth + 1 }
  const made: Json[] = []
  for (let index = 0; index < Math.min(wanted, Number(maxItems)); index += 1)
    made.push(generateValue(first[index] ?? ((items ?? true) as Schema), inner))
  if (uniqueItems !== true) return made
  return [...new Map(made.map((value) => [JSON.stringify(value), value])).values()]
}

/** Files are data URLs, as inputs take them. */
function textOf(schema: JsonObject, random: Random): string {
  const { format, pattern } = schema
  const number = random.whole(1, 9999)
  if (format === 'binary') return `data:application/octet-stream;base64,${base64(`file ${number}`)}`
  if (format === 'byte') return base64(`bytes ${number}`)
  if (/^(uri|url|iri)$/.test(String(format)) && pattern === undefined) return `https://trial.example.com/${number}`
  if (typeof pattern === 'string' || typeof format === 'string') {
    const made = String(leafOf(schema, 'string', random))
    // Of a format that it does not know the library makes nothing.
    if (made !== '' || Number(schema.minLength ?? 1) === 0) return made
  }
  const least = Number(schema.minLength ?? 1)
  return `text${number}`.padEnd(least, 'x').slice(0, Math.max(least, Math.min(Number(schema.maxLength ?? 40), 40)))
}

function leafOf(schema: JsonObject, type: string, random: Random): Json {
  if (type === 'integer' || type === 'number') return numberOf(schema, random)
  const { format, minLength, maxLength } = schema
  const pattern = typeof schema.pattern === 'string' ? asciiOf(schema.pattern) : undefined
  const given = Object.entries({ format, minLength, maxLength, pattern }).filter(([, value]) => value !== undefined)
  return generateSync({ type, ...Object.fromEntries(given) } as never, { seed: random.whole(1, 2 ** 31 - 1) }) as Json
}

/** The library knows no property of Unicode: some characters that have it stand in. */
function asciiOf(pattern: string): string {
  return pattern
    .replaceAll(/\\p\{L[ul]?\}/g, 'a-z')
    .replaceAll(/\\p\{Nd?\}/g, '0-9')
    .replaceAll(/\\p\{Z[sl]?\}/g, ' ')
}

/** A whole number within the bounds, as it is a number, too; a fraction where there is none. */
function numberOf(schema: JsonObject, random: Random): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  const step = typeof multipleOf === 'number' && multipleOf > 0 ? multipleOf : 1
  const bounds = (values: readonly (Json | undefined)[]): number[] =>
    values.filter((value) => typeof value === 'number')
  const [above, under] = [exclusiveMinimum, exclusiveMaximum]
  const [low, high] = [Math.max(...bounds([minimum, above])), Math.min(...bounds([maximum, under]))]
  const from = Number.isFinite(low) ? low : Math.min(0, Number.isFinite(high) ? high : 0)
  const to = Number.isFinite(high) ? high : from + 100 * step
  const first = Math.ceil(from / step) + (above !== undefined && from === above && from % step === 0 ? 1 : 0)
  const last = Math.floor(to / step) - (under !== undefined && to === under && to % step === 0 ? 1 : 0)
  if (last >= first) return random.whole(first, Math.min(last, first + 1_000_000)) * step
  return Number.isFinite(low) && Number.isFinite(high) ? (low + high) / 2 : from
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')
