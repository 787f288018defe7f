import type { FieldPath, Json, Place, ReadPath, Supply, SupplySource } from '@jackfield/core'
import { type AbstractValue, type Assured, nothing, type Place as PlaceInOutput, startsWith } from './abstract-value.ts'
import { elementsOf } from './navigate.ts'
import type { Recorder } from './recorder.ts'

interface Around {
  readonly at: Place
  readonly reads: readonly ReadPath[]
  readonly recorder: Recorder
  /** Paths that are known to be there, by the step's `when`. */
  readonly assured: readonly Assured[]
}

/** What an expression gives to an input, property by property where it is known to make an object or a list. */
export function suppliesOf(value: AbstractValue, path: FieldPath, around: Around): Supply[] {
  const { at, assured } = around
  if (value === nothing) return [{ path, from: { kind: 'unknown' }, at }]
  const presence = presenceIn(value, assured)
  if (presence === 'sometimes') return partsOf(value, path, around).map((supply) => ({ ...supply, presence }))
  const there = presence === undefined || value.kind === 'literal' ? {} : { presence }
  const parts = partsOf(value, path, around)
  return value.kind === 'object' || value.kind === 'list' ? parts : parts.map((supply) => ({ ...supply, ...there }))
}

function partsOf(value: AbstractValue, path: FieldPath, around: Around): Supply[] {
  const { at, reads, recorder } = around
  if (value.kind === 'literal') return literalSupplies(value.value, path, at)
  if (value.kind === 'object' && value.rest === undefined && value.missing === undefined)
    return value.fields.size === 0
      ? literalSupplies({}, path, at)
      : [...value.fields].flatMap(([name, inner]) => suppliesOf(inner, [...path, name], around))
  if (value.kind === 'list')
    return value.items.length === 0
      ? literalSupplies([], path, at)
      : value.items.flatMap((item) => suppliesOf(elementsOf(item, recorder), [...path, '*'], around))
  return [{ path, from: sourceOf(value, reads), at }]
}

/** Whether there is a value, where it is not what declares its source that says so. */
function presenceIn(value: AbstractValue, assured: readonly Assured[]): Supply['presence'] {
  switch (value.kind) {
    case 'places': {
      const [place] = value.places
      if (value.places.some((one) => one.presence === 'sometimes')) return 'sometimes'
      return value.places.length === 1 && place !== undefined && isAssured(place, assured) ? 'always' : undefined
    }
    case 'oneOf': {
      const parts = value.options.map((option) => presenceIn(option, assured))
      if (value.presence === 'sometimes' || parts.includes('sometimes')) return 'sometimes'
      return parts.every((part) => part === 'always') ? 'always' : undefined
    }
    case 'function':
      return undefined
    case 'literal':
    case 'list':
    case 'object':
      return value.presence ?? 'always'
    case 'derived':
      return value.presence
  }
}

function isAssured({ step, path, assured, presence }: PlaceInOutput, known: readonly Assured[]): boolean {
  const paths = [...assured, ...known.filter((one) => one.step === step).map((one) => one.path)]
  return presence === 'always' || paths.some((one) => startsWith(one, path))
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
