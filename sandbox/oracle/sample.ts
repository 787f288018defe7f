import type { Json, JsonObject, Schema } from '@jackfield/core'
import { generateValue } from '../trials/generate-value.ts'
import { seedOf } from '../trials/generated-input.ts'
import { createRandom } from '../trials/random.ts'
import type { Mode } from './mode.ts'
import { propertiesOf, requiredOf, typesOf, wholeSchema } from './whole-schema.ts'

interface Place {
  readonly mode: Mode
  readonly root: JsonObject
  /** Its path, `[]` standing for any element. */
  readonly field: string
  /** Its path with places in arrays. */
  readonly at: string
  readonly depth: number
}

/** How deep what is optional is made up. */
const deepest = 7

/**
 * A value that a schema allows. The same mode makes the same of the same: the value of a field depends on its path and
 * its type alone, unless `like`, the value of the other document at this place, is allowed.
 */
export function sample(schema: Schema, root: JsonObject, mode: Mode, like?: Json): Json {
  return madeOf(schema, { mode, root, field: '', at: '', depth: 0 }, mode.alike ? like : undefined)
}

function madeOf(schema: Schema, place: Place, like: Json | undefined): Json {
  const { mode, root, field, at } = place
  if (place.depth > 2 * deepest) return null
  const whole = wholeSchema(schema, root, (among) => (mode.variant + seedOf(field, 7)) % among)
  const types = typesOf(whole)
  const choices = Array.isArray(whole.enum) ? (whole.enum as readonly Json[]) : undefined
  const nullable = types.includes('null') || choices?.includes(null) === true
  if (nullable && (types.length === 1 || mode.isNull(field, at))) return null
  if (choices !== undefined && choices.length > 0) return oneOf(choices, place, like)
  const type = typeOf(
    types.filter((each) => each !== 'null'),
    place,
    like,
  )
  if (type === 'object') return objectOf(whole, place, like)
  if (type === 'array') return arrayOf(whole, place, like)
  return like !== undefined && isA(type, like) && fits(whole, like) ? like : leafOf(whole, type, place)
}

function oneOf(choices: readonly Json[], { at, mode }: Place, like: Json | undefined): Json {
  const proper = choices.filter((each) => each !== null)
  if (like !== undefined && (proper as readonly unknown[]).includes(like)) return like
  return proper[seedOf(at, mode.seed) % proper.length] ?? null
}

const anyType = ['string', 'integer', 'object', 'boolean']

function typeOf(types: readonly string[], { mode, field }: Place, like: Json | undefined): string {
  const among = types.length === 0 ? anyType : types
  const known = like === undefined || !mode.sameTypes ? undefined : among.find((type) => isA(type, like))
  // Anything at all may be a list, too, if the other document has one there.
  if (mode.sameTypes && types.length === 0 && Array.isArray(like)) return 'array'
  return known ?? among[(mode.variant + (among.length > 1 ? seedOf(field, 7) : 0)) % among.length] ?? 'string'
}

function isA(type: string, value: Json): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

function objectOf(schema: JsonObject, place: Place, like: Json | undefined): JsonObject {
  const known = like !== undefined && isA('object', like) ? (like as JsonObject) : undefined
  const required = requiredOf(schema)
  const inner = (name: string): Place => ({
    ...place,
    field: `${place.field}.${name}`,
    at: `${place.at}.${name}`,
    depth: place.depth + 1,
  })
  const made: Record<string, Json> = {}
  for (const [name, property] of Object.entries(propertiesOf(schema))) {
    const own = inner(name)
    const isThere = required.has(name) || (place.depth < deepest && place.mode.isPresent(own.field, own.at))
    if (isThere && property !== false) made[name] = madeOf(property, own, known?.[name])
  }
  const { additionalProperties: rest } = schema
  for (const name of required)
    if (!Object.hasOwn(made, name)) made[name] = madeOf((rest ?? {}) as Schema, inner(name), known?.[name])
  if (typeof rest === 'object' && rest !== null && place.mode.isPresent(`${place.field}.*`, `${place.at}.*`))
    made.key ??= madeOf(rest as Schema, inner('*'), known?.key)
  return made
}

function arrayOf(schema: JsonObject, place: Place, like: Json | undefined): readonly Json[] {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items = {} } = schema
  const known = Array.isArray(like) ? (like as readonly Json[]) : []
  const wanted = place.depth >= deepest ? 0 : place.mode.lengths
  const length = Math.min(Math.max(wanted, Number(minItems)), Number(maxItems))
  return Array.from({ length }, (_none, index) =>
    madeOf(
      items as Schema,
      { ...place, field: `${place.field}[]`, at: `${place.at}[${index}]`, depth: place.depth + 1 },
      known[index],
    ),
  )
}

/** Whether the other document's value may stand here, as far as its own words say. */
function fits(schema: JsonObject, value: Json): boolean {
  const { minimum, maximum, minLength, maxLength, pattern, format, multipleOf } = schema
  if (typeof value === 'number')
    return (
      !(typeof minimum === 'number' && value < minimum) &&
      !(typeof maximum === 'number' && value > maximum) &&
      !(typeof multipleOf === 'number' && value % multipleOf !== 0)
    )
  if (typeof value !== 'string') return true
  if (typeof minLength === 'number' && value.length < minLength) return false
  if (typeof maxLength === 'number' && value.length > maxLength) return false
  if (typeof pattern === 'string') return matches(pattern, value)
  return typeof format !== 'string' || !(format in formats) || (forms[format] ?? /^/).test(value)
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value)
  } catch {
    return false
  }
}

const two = (number: number): string => String((number % 27) + 1).padStart(2, '0')

const formats: Readonly<Record<string, (number: number) => string>> = {
  date: (number) => `2024-03-${two(number)}`,
  'date-time': (number) => `2024-03-${two(number)}T10:00:00Z`,
  time: (number) => `10:00:${two(number)}Z`,
  uuid: (number) => `3f2504e0-4f89-41d3-9a0c-${String(number % 1e12).padStart(12, '0')}`,
  email: (number) => `person${number % 1000}@example.com`,
  uri: (number) => `https://www.example.com/${number % 1000}`,
  url: (number) => `https://www.example.com/${number % 1000}`,
  byte: (number) => Buffer.from(`bytes ${number % 1000}`).toString('base64'),
  ipv4: (number) => `192.0.2.${number % 250}`,
}

const forms: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/,
  time: /^\d\d:\d\d:\d\d/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  email: /^[^@\s]+@[^@\s]+\.[a-z]+$/,
  uri: /^https?:\/\//,
  url: /^https?:\/\//,
  byte: /^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/,
  ipv4: /^\d+\.\d+\.\d+\.\d+$/,
}

function leafOf(schema: JsonObject, type: string, { at, mode }: Place): Json {
  const number = seedOf(`${at} ${type}`, mode.seed)
  if (type === 'boolean') return number % 2 === 0
  const plain = 1 + (number % 1000)
  if ((type === 'integer' || type === 'number') && fits(schema, plain)) return plain
  if (type !== 'string' && type !== 'file') return generateValue({ ...schema, type }, making(number))
  const { pattern, format, minLength, maxLength } = schema
  if (typeof pattern === 'string') return generateValue({ ...schema, type: 'string' }, making(number))
  const made = formats[String(format)]?.(number) ?? `text ${number % 100_000}`
  return made.padEnd(Number(minLength ?? 0), 'x').slice(0, Number(maxLength ?? 1000))
}

const making = (seed: number) => ({ root: {}, random: createRandom(seed), depth: 0 })
