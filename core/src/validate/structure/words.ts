import { type Json, type Pointer, segmentsOf } from '../../model/index.ts'

const collections: Readonly<Record<string, string>> = {
  actions: 'action',
  triggers: 'trigger',
  operations: 'operation',
  schemas: 'schema',
  securitySchemes: 'security scheme',
}

/** A place in a connector in words: `"pages/next" of action "listOrders"`. */
export function describePlace(at: Pointer): string {
  const [first, second, ...rest] = segmentsOf(at)
  if (first === undefined) return 'the connector'
  const collection = Object.hasOwn(collections, first) ? collections[first] : undefined
  if (second !== undefined && collection !== undefined) return within(`${collection} "${second}"`, rest)
  if (second !== undefined && first === 'servers' && /^\d+$/.test(second))
    return within(`server ${Number(second) + 1}`, rest)
  return `"${segmentsOf(at).join('/')}"`
}

function within(owner: string, rest: readonly string[]): string {
  return rest.length === 0 ? owner : `"${rest.join('/')}" of ${owner}`
}

/** The same, to begin a sentence with. */
export function describeSubject(at: Pointer): string {
  const place = describePlace(at)
  return place.charAt(0).toUpperCase() + place.slice(1)
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping',
  array: 'a list',
  null: 'null',
}

/** The words for a list of JSON Schema types: `a mapping, or true or false`. */
export function describeTypes(types: readonly string[]): string {
  return alternatives(types.map((type) => kinds[type] ?? type))
}

/** A value in a message: scalars as they are, the rest by its kind. */
export function describeValue(value: Json): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'a mapping'
  if (typeof value === 'string') return value === '' ? 'empty text' : JSON.stringify(shortened(value))
  return value === null ? 'null' : `the ${typeof value} ${value}`
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
