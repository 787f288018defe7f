import { scalarSample } from '../../describe/index.ts'
import { dict, type Json, type JsonObject } from '../../model/index.ts'
import { namedProperty } from '../schema/named-property.ts'
import { alternativesOf, type Plain, type SchemaNode, type Shapes } from '../schema/shape.ts'
import type { ValueType } from '../schema/value-types.ts'

/** What samples are made with. */
export interface Sampling {
  readonly shapes: Shapes
  /** How many more schemas may be looked at; counted down. */
  readonly looks: { left: number }
  /** The schemas that a sample is being made of. @default none */
  readonly open?: ReadonlySet<string>
}

/**
 * A value that a schema admits, as small as it can be, as far as can be told without trying; `undefined`: none found.
 */
function sampleOf(node: SchemaNode, to: Sampling): Json | undefined {
  const { shapes, looks, open = new Set<string>() } = to
  if (looks.left-- <= 0 || open.has(node.key)) return undefined
  const shape = shapes.shape(node)
  const inside = node.key === '' ? to : { ...to, open: new Set([...open, node.key]) }
  const found = firstOf(alternativesOf(shape), (plain) => samplePlain(plain, inside))
  return found === undefined && shape.nullable ? null : found
}

export function samplePlain(plain: Plain, to: Sampling): Json | undefined {
  if (plain.values !== null) return firstOf([...plain.values.values()], (value) => value)
  return firstOf(order, (type) => (plain.types.has(type) ? sampleOfType(plain, type, to) : undefined))
}

const order: readonly ValueType[] = ['string', 'integer', 'fraction', 'boolean', 'object', 'array']

export function sampleOfType(plain: Plain, type: ValueType, to: Sampling): Json | undefined {
  if (type === 'object') return objectSample(plain, [...plain.required], to)
  if (type === 'array') return arraySample(plain, plain.bounds.minItems ?? 0, to)
  if (type === 'fraction') return fraction(plain)
  return scalarSample(type, keywordsOf(plain))
}

function keywordsOf({ bounds, format, pattern }: Plain): JsonObject {
  return {
    ...(bounds as JsonObject),
    ...(format[0] === undefined ? {} : { format: format[0] }),
    ...(pattern[0] === undefined ? {} : { pattern: pattern[0] }),
  }
}

/** Halfway from a bound, whichever there is. */
function fraction({ bounds }: Plain): number {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = bounds
  const low = minimum ?? exclusiveMinimum
  const high = maximum ?? exclusiveMaximum
  if (low !== undefined && high !== undefined)
    return (low + high) / 2 === Math.round((low + high) / 2) ? low + (high - low) / 4 : (low + high) / 2
  if (low !== undefined) return Math.floor(low) + 1.5
  return high === undefined ? 0.5 : Math.ceil(high) - 1.5
}

/** With the properties that are asked for; `undefined` where one of them can't be had. */
export function objectSample(plain: Plain, names: readonly string[], to: Sampling): JsonObject | undefined {
  const entries: [string, Json][] = []
  for (const name of names) {
    const node = namedProperty(plain, name)
    const value = node === undefined ? undefined : sampleOf(node, to)
    if (value === undefined) return undefined
    entries.push([name, value])
  }
  return dict(entries)
}

/** More elements than this make no short example. */
const maxElements = 200

export function arraySample(plain: Plain, length: number, to: Sampling): readonly Json[] | undefined {
  if (length > maxElements || length < 0) return undefined
  if (length === 0) return []
  const element = sampleOf(plain.items, to)
  return element === undefined ? undefined : Array.from({ length }, () => element)
}

function firstOf<Part, Found>(parts: readonly Part[], of: (part: Part) => Found | undefined): Found | undefined {
  for (const part of parts) {
    const found = of(part)
    if (found !== undefined) return found
  }
  return undefined
}
