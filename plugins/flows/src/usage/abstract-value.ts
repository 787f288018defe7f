import type { FieldPath, Json, Schema } from '@jackfield/core'
import { covers, isKnownThere, isUnlessNull, type Known, type Picked } from './known.ts'
import type { SchemaView } from './schema-view.ts'

/** What is known about the value of an expression without evaluating it. */
export type AbstractValue =
  | { readonly kind: 'places'; readonly places: readonly Place[] }
  /** `undefined` is no value at all. */
  | ({ readonly kind: 'literal'; readonly value: Json | undefined } & MaybeThere)
  | AbstractObject
  /** An array or a sequence of any of these. */
  | ({ readonly kind: 'list'; readonly items: readonly AbstractValue[] } & MaybeThere)
  /** `fallback`: the others only where there is no first. */
  | ({ readonly kind: 'oneOf'; readonly options: readonly AbstractValue[]; readonly fallback?: true } & MaybeThere)
  /** `text`: what it says, where two of the same text do the same. */
  | {
      readonly kind: 'function'
      readonly apply: (args: readonly AbstractValue[]) => AbstractValue
      readonly text?: string
    }
  /** Computed; what it was computed from has been recorded. */
  | Derived

export interface Derived extends MaybeThere {
  readonly kind: 'derived'
  readonly schema?: Schema
  /** Where these are there, so is it. */
  readonly needs?: readonly Place[]
}

/** Whether there is a value at all, where it is known: `sometimes` where a condition, a filter or a list decides. */
export interface MaybeThere {
  readonly presence?: 'always' | 'sometimes'
  /**
   * That it is a sequence: one such value as it is, or several in an array. `flat`: arrays in it are laid out, as each
   * step of a path does; `each`: they stay.
   */
  readonly many?: 'flat' | 'each'
}

export interface AbstractObject extends MaybeThere {
  readonly kind: 'object'
  readonly fields: ReadonlyMap<string, AbstractValue>
  /** Of properties whose names are not known. */
  readonly rest?: AbstractValue
  /** Hears of names that the object does not have. */
  readonly missing?: (name: string, token: Token | null) => void
}

/** A place in the output of a step. */
export interface Place extends MaybeThere {
  readonly step: string
  readonly path: FieldPath
  /** Absent where the schema does not say, or the connector is not known. */
  readonly view?: SchemaView
  /** Everything below, by whatever name: of the fields themselves, or at any depth. */
  readonly deep?: 'fields' | 'all'
  /** Arrays around it that are not in the operation's output: those that `forEach` makes. */
  readonly around?: number
  /** Paths of the same step that are known to be there. */
  readonly assured: readonly Known[]
  /** Which elements of the arrays on the way are meant. */
  readonly picked?: readonly Picked[]
  /** That it is declared to be there, whatever the values are. */
  readonly required?: boolean
  /** That it is there at times by what the expression itself chooses: a position in an array, or by a condition. */
  readonly chosen?: 'position' | 'condition'
  /** That it is an object put together of fields of such, not one of them. */
  readonly part?: boolean
  /** That it is not null where it is there, whatever is declared. */
  readonly notNull?: boolean
}

/** Where a name stands in an expression, in characters. */
export interface Token {
  readonly start: number
  readonly end: number
}

export const nothing: AbstractValue = { kind: 'literal', value: undefined }
export const derived: AbstractValue = { kind: 'derived' }

export function derivedOf(type: string): AbstractValue {
  return { kind: 'derived', schema: { type } }
}

/** The type of what is there wherever all of this is there. */
export function madeOf(type: string, parts: readonly AbstractValue[]): AbstractValue {
  const needed = parts.map(needsOf)
  if (parts.some(isAbsentAtTimes)) return { kind: 'derived', schema: { type }, presence: 'sometimes' }
  const needs = needed.flatMap((one) => one ?? [])
  if (needed.includes(undefined)) return derivedOf(type)
  return needs.length === 0 ? certainOf(type) : { kind: 'derived', schema: { type }, needs }
}

/** What has to be there for it to be; `undefined` where this is not known. */
function needsOf(value: AbstractValue): readonly Place[] | undefined {
  switch (value.kind) {
    case 'places': {
      const [only, ...others] = value.places
      if (only === undefined || others.length > 0 || only.deep || only.around) return undefined
      return only.presence === 'always' || only.assured.some((known) => isKnownThere(known, only)) ? [] : [only]
    }
    case 'literal':
      return value.value === undefined ? undefined : []
    case 'object':
    case 'list':
      return []
    case 'derived':
      return value.presence === 'always' ? [] : value.needs
    default:
      return undefined
  }
}

function isAbsentAtTimes(value: AbstractValue): boolean {
  if (value.kind === 'places') return value.places.some(({ presence }) => presence === 'sometimes')
  return value === nothing || (value.kind !== 'function' && value.presence === 'sometimes')
}

/** The type of a computed value that is always there. */
export function certainOf(type: string): AbstractValue {
  return { kind: 'derived', schema: { type }, presence: 'always' }
}

/** The same value, which is there at times. */
export function sometimes(value: AbstractValue): AbstractValue {
  if (value.kind === 'function' || value === nothing) return value
  if (value.kind !== 'places') return { ...value, presence: 'sometimes' }
  return {
    kind: 'places',
    places: value.places.map((place) => ({ ...place, presence: 'sometimes', chosen: 'condition' })),
  }
}

/** The same value of the elements at a position, which arrays may not have. */
export function atPosition(value: AbstractValue): AbstractValue {
  if (value.kind === 'oneOf') return { ...value, options: value.options.map(atPosition), presence: 'sometimes' }
  if (value.kind !== 'places') return sometimes(value)
  return {
    kind: 'places',
    places: value.places.map((place) => ({ chosen: 'position', ...place, presence: 'sometimes' })),
  }
}

/** A sequence of such values. */
export function several(value: AbstractValue, many: 'flat' | 'each' = 'each'): AbstractValue {
  if (value.kind === 'function' || value === nothing) return value
  if (value.kind === 'oneOf') return { ...value, options: value.options.map((option) => several(option, many)) }
  if (value.kind !== 'places') return { many, ...value }
  return { kind: 'places', places: value.places.map((place) => ({ many, ...place })) }
}

export function isSequence(value: AbstractValue): boolean {
  if (value.kind === 'places') return value.places.some(({ many }) => many !== undefined)
  if (value.kind === 'oneOf') return value.options.some(isSequence)
  return value.kind !== 'function' && value.many !== undefined
}

/** What a sequence is a sequence of, or the value. */
export function single(value: AbstractValue): AbstractValue {
  if (value.kind === 'function' || value === nothing) return value
  if (value.kind === 'oneOf') return { ...value, options: value.options.map(single) }
  if (value.kind !== 'places') {
    const { many: _, ...one } = value
    return one
  }
  return { kind: 'places', places: value.places.map(({ many: _, ...place }) => place) }
}

/** The same value where it is known to be there. */
export function certain(value: AbstractValue): AbstractValue {
  if (value.kind === 'oneOf') return { ...value, options: value.options.map(certain) }
  if (value.kind === 'function' || value === nothing) return value
  if (value.kind !== 'places') return { ...value, presence: 'always' }
  return { kind: 'places', places: value.places.map((place) => ({ ...place, presence: 'always' })) }
}

/** Any of the options; places are gathered, equal ones kept once. Where nothing is an option, it is there at times. */
export function oneOf(options: readonly AbstractValue[]): AbstractValue {
  const flat = options.flatMap((option) => (option.kind === 'oneOf' ? option.options : [option]))
  const places = unique(flat.flatMap((option) => (option.kind === 'places' ? option.places : [])))
  const others = [...new Set(flat.filter((option) => option.kind !== 'places' && option !== nothing))]
  const all: AbstractValue[] = [...(places.length === 0 ? [] : [{ kind: 'places' as const, places }]), ...others]
  const [only = nothing] = all
  const value: AbstractValue = all.length <= 1 ? only : { kind: 'oneOf', options: all }
  return flat.includes(nothing) || options.some(isSometimes) ? sometimes(value) : value
}

export function isSometimes(option: AbstractValue): boolean {
  return option.kind === 'oneOf' && option.presence === 'sometimes'
}

function unique(places: readonly Place[]): Place[] {
  const key = ({ view: _, ...place }: Place): string =>
    JSON.stringify(Object.entries(place).sort(([one], [other]) => (one < other ? -1 : 1)))
  return [...new Map(places.map((place) => [key(place), place])).values()]
}

/** The same value, where these paths are known to be there. */
export function assure(value: AbstractValue, assured: readonly Assured[]): AbstractValue {
  if (assured.length === 0) return value
  if (value.kind === 'oneOf') {
    const options = oneOf(value.options.map((option) => assure(option, assured)))
    return isSometimes(value) ? sometimes(options) : options
  }
  if (value.kind !== 'places') return value
  const added = (place: Place): Place => {
    const own = assured.filter(({ step }) => step === place.step)
    if (own.length === 0) return place
    const notNull = own.some(
      (known) =>
        known.path.length === place.path.length &&
        ((known.notNull && covers(known, place)) || isUnlessNull(known, place)),
    )
    return { ...place, assured: [...place.assured, ...own], ...(notNull ? { notNull } : {}) }
  }
  return { kind: 'places', places: value.places.map(added) }
}

export interface Assured extends Known {
  readonly step: string
}
