import { isJsonObject, type Json } from '../model/index.ts'
import { stringFormat } from './string-format.ts'

export type SeenType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object'

/** What was seen at one place of all samples. */
export interface Seen {
  readonly types: Set<SeenType>
  /** Of its texts: a format, or `null` for a text without one. */
  readonly formats: Set<string | null>
  objects: number
  /** By name, with how many of the objects had it. */
  readonly properties: Map<string, Seen & { times: number }>
  /** Of all elements of all arrays. */
  items: Seen | null
}

const deepest = 60

export function nothingSeen(): Seen {
  return { types: new Set(), formats: new Set(), objects: 0, properties: new Map(), items: null }
}

/** Adds a value to what was seen at its place. What lies deeper than 60 levels is not looked at. */
export function observe(seen: Seen, value: Json, depth = 0): void {
  seen.types.add(typeOf(value))
  if (typeof value === 'string') seen.formats.add(stringFormat(value))
  if (depth >= deepest) return
  if (Array.isArray(value)) {
    seen.items ??= nothingSeen()
    for (const element of value) observe(seen.items, element, depth + 1)
  } else if (isJsonObject(value)) {
    seen.objects++
    for (const [name, inner] of Object.entries(value)) {
      const property = seen.properties.get(name) ?? { ...nothingSeen(), times: 0 }
      property.times++
      seen.properties.set(name, property)
      observe(property, inner, depth + 1)
    }
  }
}

function typeOf(value: Json): SeenType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'number'
  return typeof value as 'boolean' | 'string' | 'object'
}
