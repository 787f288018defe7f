import type { FieldPath, Json, Schema } from '@jackfield/core'
import type { SchemaView } from './schema-view.ts'

/** What is known about the value of an expression without evaluating it. */
export type AbstractValue =
  | { readonly kind: 'places'; readonly places: readonly Place[] }
  /** `undefined` is no value at all. */
  | ({ readonly kind: 'literal'; readonly value: Json | undefined } & MaybeThere)
  | AbstractObject
  /** An array or a sequence of any of these. */
  | ({ readonly kind: 'list'; readonly items: readonly AbstractValue[] } & MaybeThere)
  | ({ readonly kind: 'oneOf'; readonly options: readonly AbstractValue[] } & MaybeThere)
  | { readonly kind: 'function'; readonly apply: (args: readonly AbstractValue[]) => AbstractValue }
  /** Computed; what it was computed from has been recorded. */
  | ({ readonly kind: 'derived'; readonly schema?: Schema } & MaybeThere)

/** Whether there is a value at all, where it is known: `sometimes` where a condition, a filter or a list decides. */
export interface MaybeThere {
  readonly presence?: 'always' | 'sometimes'
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
  /** Everything below, by whatever name. */
  readonly deep?: boolean
  /** Arrays around it that are not in the operation's output: those that `forEach` makes. */
  readonly around?: number
  /** Paths of the same step that are known to be there. */
  readonly assured: readonly FieldPath[]
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

/** The type of a computed value that is always there. */
export function certainOf(type: string): AbstractValue {
  return { kind: 'derived', schema: { type }, presence: 'always' }
}

/** The same value, which is there at times. */
export function sometimes(value: AbstractValue): AbstractValue {
  if (value.kind === 'function' || value === nothing) return value
  if (value.kind !== 'places') return { ...value, presence: 'sometimes' }
  return { kind: 'places', places: value.places.map((place) => ({ ...place, presence: 'sometimes' })) }
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

function isSometimes(option: AbstractValue): boolean {
  return option.kind === 'oneOf' && option.presence === 'sometimes'
}

function unique(places: readonly Place[]): Place[] {
  const key = ({ step, path, deep, around, assured, presence }: Place): string =>
    JSON.stringify([step, path, deep, around, assured, presence])
  return [...new Map(places.map((place) => [key(place), place])).values()]
}

/** The same value, where these paths are known to be there. */
export function assure(value: AbstractValue, assured: readonly Assured[]): AbstractValue {
  if (assured.length === 0) return value
  if (value.kind === 'oneOf') return oneOf(value.options.map((option) => assure(option, assured)))
  if (value.kind !== 'places') return value
  const added = (place: Place): Place => {
    const own = assured.filter(({ step }) => step === place.step).map(({ path }) => path)
    return own.length === 0 ? place : { ...place, assured: [...place.assured, ...own] }
  }
  return { kind: 'places', places: value.places.map(added) }
}

export interface Assured {
  readonly step: string
  readonly path: FieldPath
}

/** Whether `path` begins with `start`. */
export function startsWith(path: FieldPath, start: FieldPath): boolean {
  return start.length <= path.length && start.every((segment, index) => segment === path[index])
}
