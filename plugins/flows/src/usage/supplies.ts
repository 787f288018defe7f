import type { FieldPath, Json, Place, ReadPath, Supply, SupplySource } from '@jackfield/core'
import { type AbstractValue, nothing } from './abstract-value.ts'
import { elementsOf } from './navigate.ts'
import type { Recorder } from './recorder.ts'

/** What an expression gives to an input, property by property where it is known to make an object or a list. */
export function suppliesOf(
  value: AbstractValue,
  path: FieldPath,
  { at, reads, recorder }: { at: Place; reads: readonly ReadPath[]; recorder: Recorder },
): Supply[] {
  const around = { at, reads, recorder }
  if (value === nothing) return [{ path, from: { kind: 'unknown' }, at }]
  if (value.kind === 'literal') return literalSupplies(value.value, path, at)
  if (value.kind === 'object' && value.rest === undefined && value.missing === undefined)
    return [...value.fields].flatMap(([name, inner]) => suppliesOf(inner, [...path, name], around))
  if (value.kind === 'list')
    return value.items.flatMap((item) => suppliesOf(elementsOf(item, recorder), [...path, '*'], around))
  return [{ path, from: sourceOf(value, reads), at }]
}

/** A fixed value; at the top, one for each property. */
export function literalSupplies(value: Json | undefined, path: FieldPath, at: Place): Supply[] {
  if (value === undefined) return []
  if (path.length > 0 || typeof value !== 'object' || value === null || Array.isArray(value))
    return [{ path, from: { kind: 'literal', value }, at }]
  return Object.entries(value).map(([name, inner]) => ({ path: [name], from: { kind: 'literal', value: inner }, at }))
}

function sourceOf(value: AbstractValue, reads: readonly ReadPath[]): SupplySource {
  if (value.kind === 'places' && value.places.length === 1) {
    const [place] = value.places
    if (place !== undefined && !place.deep && !place.around) return { kind: 'copy', step: place.step, path: place.path }
  }
  if (value.kind === 'function' || value.kind === 'object') return { kind: 'unknown' }
  if (value.kind === 'derived' && value.schema !== undefined) return { kind: 'derived', reads, schema: value.schema }
  const literals = value.kind === 'oneOf' ? literalsOf(value.options) : undefined
  return { kind: 'derived', reads, ...(literals === undefined ? {} : { schema: { enum: literals } }) }
}

function literalsOf(options: readonly AbstractValue[]): Json[] | undefined {
  const values = options.map((option) => (option.kind === 'literal' ? option.value : undefined))
  return values.some((value) => value === undefined) ? undefined : (values as Json[])
}
