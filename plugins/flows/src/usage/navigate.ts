import {
  type AbstractObject,
  type AbstractValue,
  derived,
  nothing,
  oneOf,
  type Place,
  sometimes,
  type Token,
} from './abstract-value.ts'
import type { Recorder } from './recorder.ts'

/** What a value gives when it is gone through one by one, as each step of a path does. */
export function elementsOf(value: AbstractValue, recorder: Recorder): AbstractValue {
  recorder.tick()
  switch (value.kind) {
    case 'places':
      return oneOf(
        value.places.flatMap((place) => elementsOfPlace(place)).map((place) => ({ kind: 'places', places: [place] })),
      )
    case 'list':
      return oneOf(value.items.map((item) => elementsOf(item, recorder)))
    case 'oneOf':
      return oneOf(value.options.map((option) => elementsOf(option, recorder)))
    case 'literal':
      return Array.isArray(value.value) ? oneOf(value.value.map((inner) => ({ kind: 'literal', value: inner }))) : value
    default:
      return value
  }
}

function elementsOfPlace(place: Place, level = 0): Place[] {
  if (place.deep) return [place]
  if (place.around !== undefined && place.around > 0)
    return elementsOfPlace({ ...place, around: place.around - 1 }, level)
  const list = place.view?.list ?? 'never'
  if (list === 'never' || place.view === undefined || level > 4) return [place]
  const element: Place = { ...place, path: [...place.path, '*'], view: place.view.items }
  const inner = elementsOfPlace(element, level + 1)
  return list === 'always' ? inner : [place, ...inner]
}

/** The elements of a value on a path: those of a list are there at times, since it may be empty. */
export function eachOf(value: AbstractValue, recorder: Recorder): AbstractValue {
  const elements = elementsOf(value, recorder)
  return isList(value) ? sometimes(elements) : elements
}

function isList(value: AbstractValue): boolean {
  if (value.kind === 'places') return value.places.some((place) => !place.deep && elementsOfPlace(place)[0] !== place)
  return value.kind === 'list' || (value.kind === 'oneOf' && value.options.some(isList))
}

interface Naming {
  readonly recorder: Recorder
  readonly token: Token | null
  /** Whether it is this value that is meant, not one of several that it could be. */
  readonly sure?: boolean
}

/** The field of that name, of the value or of each of its elements. */
export function fieldOf(value: AbstractValue, name: string, { recorder, token, sure = true }: Naming): AbstractValue {
  recorder.tick()
  const inner = (one: AbstractValue): AbstractValue => fieldOf(one, name, { recorder, token, sure: false })
  switch (value.kind) {
    case 'places':
      return oneOf(
        value.places
          .flatMap((place) => elementsOfPlace(place))
          .map((place) => fieldOfPlace(place, name, { recorder, token, sure: sure && value.places.length === 1 })),
      )
    case 'object':
      return fieldOfObject(value, name, { recorder, token, sure })
    case 'list':
      return oneOf(value.items.map(inner))
    case 'oneOf':
      return oneOf(value.options.map(inner))
    case 'literal':
      return fieldOfLiteral(value.value, name)
    case 'function':
      return nothing
    case 'derived':
      return derived
  }
}

function fieldOfPlace(place: Place, name: string, { recorder, token, sure }: Naming): AbstractValue {
  if (place.deep) return { kind: 'places', places: [place] }
  const path = [...place.path, name]
  if (token !== null) recorder.tokens.push({ step: place.step, path, token })
  const view = place.view?.property(name)
  if (sure && view === undefined && place.view?.declared !== undefined) recorder.undeclared.push({ place, name, token })
  const { step, assured, presence } = place
  const there = presence === 'sometimes' ? { presence } : {}
  return { kind: 'places', places: [{ step, path, assured, ...there, ...(view === undefined ? {} : { view }) }] }
}

function fieldOfObject(
  value: AbstractValue & { kind: 'object' },
  name: string,
  { token, sure }: Naming,
): AbstractValue {
  const known = value.fields.get(name)
  if (known !== undefined) return value.rest === undefined ? known : oneOf([known, value.rest])
  if (sure) value.missing?.(name, token)
  return value.rest ?? nothing
}

function fieldOfLiteral(value: unknown, name: string): AbstractValue {
  if (Array.isArray(value)) return oneOf(value.map((inner) => fieldOfLiteral(inner, name)))
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return nothing
  return { kind: 'literal', value: (value as Record<string, never>)[name] }
}

/** What `*` gives: anything directly below, whatever it is called. */
export function childrenOf(value: AbstractValue, recorder: Recorder): AbstractValue {
  recorder.tick()
  if (value.kind === 'oneOf') return oneOf(value.options.map((option) => childrenOf(option, recorder)))
  if (value.kind === 'list') return oneOf(value.items.map((item) => childrenOf(item, recorder)))
  return value.kind === 'object' ? oneOf(fieldsOf(value)) : belowOf(value, recorder)
}

/** What `**` gives: anything below, at any depth. */
export function belowOf(value: AbstractValue, recorder: Recorder): AbstractValue {
  recorder.tick()
  switch (value.kind) {
    case 'places':
      return { kind: 'places', places: value.places.map(({ view: _, ...place }) => ({ ...place, deep: true })) }
    case 'object':
      return oneOf(fieldsOf(value).flatMap((inner) => [inner, belowOf(inner, recorder)]))
    case 'list':
      return oneOf(value.items.map((item) => belowOf(item, recorder)))
    case 'oneOf':
      return oneOf(value.options.map((option) => belowOf(option, recorder)))
    case 'literal':
      return derived
    default:
      return value
  }
}

/** Nobody named them, so nobody is to hear of names that they do not have. */
function fieldsOf({ fields, rest }: AbstractObject): AbstractValue[] {
  return [...fields.values(), ...(rest === undefined ? [] : [rest])].map((inner) => {
    if (inner.kind !== 'object') return inner
    const { missing: _, ...quiet } = inner
    return quiet
  })
}
