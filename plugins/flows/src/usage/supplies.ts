import type { FieldPath, Json, Place, ReadPath, Supply, SupplySource } from '@jackfield/core'
import {
  type AbstractObject,
  type AbstractValue,
  type Assured,
  type MaybeThere,
  nothing,
  type Place as PlaceInOutput,
  single,
} from './abstract-value.ts'
import { isAsDeclared } from './is-surely-there.ts'
import { isKnownThere, isUnlessNull, type Known } from './known.ts'
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
  const { assured } = around
  if (value === nothing) return []
  const presence = presenceIn(value, assured)
  if (presence === 'sometimes') return partsOf(value, path, around).map((supply) => ({ ...supply, presence }))
  const there = presence === undefined || value.kind === 'literal' ? {} : { presence }
  const parts = partsOf(value, path, around)
  return value.kind === 'object' || value.kind === 'list' ? parts : parts.map((supply) => ({ ...supply, ...there }))
}

function partsOf(value: AbstractValue, path: FieldPath, around: Around): Supply[] {
  const { at } = around
  if (value.kind === 'literal' && value.many === undefined) return literalSupplies(value.value, path, at)
  if (value.kind === 'object' && value.rest === undefined && value.missing === undefined)
    return [...shellOf(value, 'object', { path, at }), ...fieldSupplies(value, path, around)]
  if (value.kind === 'list' && value.many === undefined)
    return value.items.length === 0
      ? literalSupplies([], path, at)
      : [
          ...shellOf(value, 'array', { path, at }),
          ...value.items.flatMap((item) => suppliesOf(inArray(item, around), [...path, '*'], around)),
        ]
  return [{ path, from: sourceOf(value, around), at }]
}

/** An array that is written in an array stays one. */
function inArray(item: AbstractValue, { recorder }: Around): AbstractValue {
  return item.kind === 'list' && item.many === undefined ? item : elementsOf(item, recorder)
}

function fieldSupplies(value: AbstractObject, path: FieldPath, around: Around): Supply[] {
  if (value.fields.size === 0 && value.many === undefined) return literalSupplies({}, path, around.at)
  const parts = [...value.fields].flatMap(([name, inner]) => suppliesOf(inner, [...path, name], around))
  return parts.length === 0 && value.many === undefined ? literalSupplies({}, path, around.at) : parts
}

/** That there is an object or an array, where the parts do not say it: of objects there may be several. */
function shellOf(
  value: AbstractValue & MaybeThere,
  type: string,
  { path, at }: { path: FieldPath; at: Place },
): Supply[] {
  if (path.length === 0 || (type === 'object' && value.many === undefined)) return []
  const source: SupplySource = { kind: 'derived', reads: [], schema: { type } }
  if (value.many !== undefined) return [{ path, from: { kind: 'sequence', of: source }, at }]
  return [{ path, from: source, presence: value.presence ?? 'always', at }]
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

function isAssured(place: PlaceInOutput, known: readonly Assured[]): boolean {
  return place.presence === 'always' || knownOf(place, known).some((one) => isKnownThere(one, place))
}

function knownOfCopy(
  place: PlaceInOutput,
  assured: readonly Assured[],
): 'there' | 'not-null' | 'unless-null' | undefined {
  const notNull = isNotNull(place, assured)
  if (isAssured(place, assured)) return notNull ? 'not-null' : 'there'
  return notNull ? 'unless-null' : undefined
}

function isNotNull(place: PlaceInOutput, known: readonly Assured[]): boolean {
  return (
    place.notNull === true ||
    knownOf(place, known).some(
      (one) =>
        (one.notNull && isKnownThere(one, place)) ||
        (isUnlessNull(one, place) && one.path.length === place.path.length),
    )
  )
}

function knownOf({ step, assured }: PlaceInOutput, known: readonly Assured[]): readonly Known[] {
  return [...assured, ...known.filter((one) => one.step === step)]
}

/** A fixed value; at the top, one for each property. */
export function literalSupplies(value: Json | undefined, path: FieldPath, at: Place): Supply[] {
  if (value === undefined) return []
  if (path.length > 0 || typeof value !== 'object' || value === null || Array.isArray(value))
    return [{ path, from: { kind: 'literal', value }, at }]
  return Object.entries(value).map(([name, inner]) => ({ path: [name], from: { kind: 'literal', value: inner }, at }))
}

/** Each option by itself, and a sequence by what it is a sequence of. */
function sourceOf(value: AbstractValue, around: Around): SupplySource {
  const { reads, recorder } = around
  if (value.kind === 'places')
    return either(
      value.places.map((place) => placeSource(place, around)),
      reads,
    )
  if (value.kind === 'oneOf') {
    const source = either(
      value.options.map((option) => sourceOf(option, around)),
      reads,
    )
    const [first] = value.options
    const [place, ...others] = first?.kind === 'places' ? first.places : []
    const isDefault = value.fallback && place !== undefined && others.length === 0 && isAsDeclared(place)
    return source.kind === 'either' && isDefault ? { ...source, fallback: true } : source
  }
  if (value.kind === 'function' || value.kind === 'object') return { kind: 'unknown' }
  if (value.many !== undefined) {
    const one = sourceOf(value.many === 'flat' ? elementsOf(value, recorder) : single(value), around)
    return { kind: 'sequence', of: one }
  }
  if (value.kind === 'literal')
    return value.value === undefined ? { kind: 'unknown' } : { kind: 'literal', value: value.value }
  if (value.kind === 'list') return { kind: 'derived', reads, schema: { type: 'array' } }
  const { schema, needs } = value
  const needed = needs?.filter((place) => !isAssured(place, around.assured)).map(({ step, path }) => ({ step, path }))
  return {
    kind: 'derived',
    reads,
    ...(schema === undefined ? {} : { schema }),
    ...(needed === undefined ? {} : { needs: needed }),
  }
}

function placeSource({ many, ...place }: PlaceInOutput, { reads, recorder, assured }: Around): SupplySource {
  if (place.part) {
    const object: SupplySource = { kind: 'derived', reads, schema: { type: 'object' } }
    return many === undefined ? object : { kind: 'sequence', of: object }
  }
  if (place.deep || place.around) return { kind: 'derived', reads }
  const known = knownOfCopy(place, assured)
  if (many === undefined)
    return { kind: 'copy', step: place.step, path: place.path, ...(known === undefined ? {} : { known }) }
  const one: AbstractValue = { kind: 'places', places: [place] }
  const inner = many === 'flat' ? elementsOf(one, recorder) : one
  const places = inner.kind === 'places' ? inner.places : []
  return {
    kind: 'sequence',
    of: either(
      places.map(({ step, path }) => ({ kind: 'copy', step, path })),
      reads,
    ),
  }
}

/** Fixed values are one source: the few that it can be. */
function either(options: readonly SupplySource[], reads: readonly ReadPath[]): SupplySource {
  const [only] = options
  if (only !== undefined && options.length === 1) return only
  const values = options.flatMap((option) => (option.kind === 'literal' ? [option.value] : []))
  if (values.length === options.length && values.length > 0) return { kind: 'derived', reads, schema: { enum: values } }
  return { kind: 'either', options }
}
