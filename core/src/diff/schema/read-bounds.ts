import type { JsonObject } from '../../model/index.ts'
import type { Bound } from './shape.ts'

type Bounds = Partial<Record<Bound, number>>

const lower: readonly Bound[] = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']
const upper: readonly Bound[] = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']
/** Bounds that say nothing at 0. */
const fromZero: readonly Bound[] = ['minLength', 'minItems', 'minProperties']

/** Whether a keyword is a bound that {@link readBounds} took account of. */
export function isBound(keyword: string, value: unknown): boolean {
  if (keyword === 'multipleOf') return typeof value === 'number' && value > 0
  if (keyword === 'exclusiveMinimum' || keyword === 'exclusiveMaximum')
    return typeof value === 'number' || typeof value === 'boolean'
  return [...lower, ...upper].some((bound) => bound === keyword) && typeof value === 'number'
}

/** The tightest bounds of all sources; those of integers inclusive, so that `> 0` and `>= 1` are one. */
export function readBounds(sources: readonly JsonObject[], integersOnly: boolean): Bounds {
  const bounds: Bounds = {}
  for (const source of sources) {
    const own = modern(source)
    for (const bound of lower) tighten(bounds, bound, own[bound], Math.max)
    for (const bound of upper) tighten(bounds, bound, own[bound], Math.min)
    tighten(bounds, 'multipleOf', own.multipleOf, leastCommonMultiple)
  }
  for (const bound of fromZero) if (bounds[bound] === 0) delete bounds[bound]
  if (integersOnly) includeEnds(bounds)
  keepTighter(bounds)
  return bounds
}

/** Beside an inclusive bound, an exclusive one either says it all or nothing. */
function keepTighter(bounds: Bounds): void {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = bounds
  if (minimum !== undefined && exclusiveMinimum !== undefined)
    delete bounds[exclusiveMinimum >= minimum ? 'minimum' : 'exclusiveMinimum']
  if (maximum !== undefined && exclusiveMaximum !== undefined)
    delete bounds[exclusiveMaximum <= maximum ? 'maximum' : 'exclusiveMaximum']
}

/** Drafts before 6 spelt an exclusive bound as a boolean beside the inclusive one. */
function modern(source: JsonObject): JsonObject {
  const own: Record<string, JsonObject[string]> = { ...source }
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (typeof own[exclusive] !== 'boolean') continue
    const limit = own[bound]
    const excludes = own[exclusive] && limit !== undefined
    delete own[exclusive]
    if (!excludes) continue
    own[exclusive] = limit
    delete own[bound]
  }
  return own
}

function tighten(bounds: Bounds, bound: Bound, value: unknown, join: (a: number, b: number) => number): void {
  if (typeof value !== 'number') return
  const known = bounds[bound]
  bounds[bound] = known === undefined ? value : join(known, value)
}

/** Of integers: whole bounds, and steps that are whole. */
function includeEnds(bounds: Bounds): void {
  if (bounds.minimum !== undefined) bounds.minimum = Math.ceil(bounds.minimum)
  if (bounds.maximum !== undefined) bounds.maximum = Math.floor(bounds.maximum)
  if (bounds.multipleOf !== undefined) bounds.multipleOf = leastCommonMultiple(bounds.multipleOf, 1)
  if (bounds.multipleOf === 1) delete bounds.multipleOf
  if (bounds.exclusiveMinimum !== undefined)
    tighten(bounds, 'minimum', Math.floor(bounds.exclusiveMinimum) + 1, Math.max)
  if (bounds.exclusiveMaximum !== undefined)
    tighten(bounds, 'maximum', Math.ceil(bounds.exclusiveMaximum) - 1, Math.min)
  delete bounds.exclusiveMinimum
  delete bounds.exclusiveMaximum
}

/** Of fractions too, as they are written: 0.5 and 0.75 are 2 and 3 of 0.25. */
function leastCommonMultiple(a: number, b: number): number {
  const scale = 10 ** Math.max(decimalsOf(a), decimalsOf(b))
  let [x, y] = [Math.round(a * scale), Math.round(b * scale)]
  if (!Number.isSafeInteger(x) || !Number.isSafeInteger(y) || x <= 0 || y <= 0) return Math.max(a, b)
  const product = [x, y] as const
  while (y !== 0) [x, y] = [y, x % y]
  return ((product[0] / x) * product[1]) / scale
}

/** Digits after the point; of what is written with an exponent, enough to tell. */
function decimalsOf(value: number): number {
  const [, digits = '', exponent = '0'] = /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? []
  return Math.min(Math.max(digits.length - Number(exponent), 0), 15)
}
