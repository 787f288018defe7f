import {
  type AbstractObject,
  type AbstractValue,
  derived,
  isSometimes,
  type MaybeThere,
  nothing,
  oneOf,
  type Place,
  several,
  single,
  sometimes,
  type Token,
} from './abstract-value.ts'
import type { Recorder } from './recorder.ts'

/** What a value gives when it is gone through one by one: the elements of an array, one of a sequence, or itself. */
export function elementsOf(value: AbstractValue, recorder: Recorder): AbstractValue {
  recorder.tick()
  switch (value.kind) {
    case 'places':
      return oneOf(value.places.flatMap(elementsOfPlace).map((place) => ({ kind: 'places', places: [place] })))
    case 'list':
      if (value.many === 'each') return oneOf([single(value), sometimes(elementsOf(single(value), recorder))])
      return there(value, oneOf(value.items.map((item) => elementsOfItem(item, recorder))))
    case 'oneOf':
      return there(value, oneOf(value.options.map((option) => elementsOf(option, recorder))))
    case 'literal':
      if (!Array.isArray(value.value)) return single(value)
      if (value.many === 'each') return oneOf([single(value), sometimes(elementsOf(single(value), recorder))])
      return there(value, oneOf(value.value.map((inner) => ({ kind: 'literal', value: inner }))))
    case 'derived':
      return isArray(value.schema) && value.many !== 'each' ? there(value, derived) : single(value)
    default:
      return single(value)
  }
}

/** An array that is written in an array stays one; others are laid out. */
function elementsOfItem(item: AbstractValue, recorder: Recorder): AbstractValue {
  return item.kind === 'list' ? oneOf([item, elementsOf(item, recorder)]) : elementsOf(item, recorder)
}

function there(value: MaybeThere & AbstractValue, inner: AbstractValue): AbstractValue {
  return value.presence === 'sometimes' ? sometimes(inner) : inner
}

function isArray(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'array'
}

function elementsOfPlace({ many, ...whole }: Place): Place[] {
  if (whole.deep || !isListPlace(whole)) return [whole]
  // One array alone is laid out as if it were the sequence.
  if (many === 'each') return [whole, ...elementsOfPlace({ ...whole, presence: 'sometimes' })]
  const { notNull: _notNull, required: _required, ...place } = whole
  if (place.around !== undefined && place.around > 0) return [{ ...place, around: place.around - 1 }]
  const list = place.view?.list ?? 'never'
  if (list === 'never' || place.view === undefined) return [place]
  const element: Place = { ...place, path: [...place.path, '*'], view: place.view.items }
  return list === 'always' ? [element] : [place, element]
}

/** A name is looked up in arrays of arrays as well. */
function innermostOf(place: Place, level = 0): Place[] {
  const elements = elementsOfPlace(place)
  if (level > 4) return elements
  return elements.flatMap((element) => (isListPlace(element) ? innermostOf(element, level + 1) : [element]))
}

/** The elements of a value on a path: those of a list are there at times, since it may be empty. */
export function eachOf(value: AbstractValue, recorder: Recorder): AbstractValue {
  const elements = elementsOf(value, recorder)
  return isList(value) ? sometimes(elements) : elements
}

/** Whether it is an array or a sequence, or may be one. */
export function isList(value: AbstractValue): boolean {
  switch (value.kind) {
    case 'places':
      return value.places.some((place) => place.many !== undefined || isListPlace(place))
    case 'oneOf':
      return value.options.some(isList)
    case 'list':
      return true
    case 'literal':
      return value.many !== undefined || Array.isArray(value.value)
    case 'derived':
      return value.many !== undefined || value.schema === undefined || isArray(value.schema)
    case 'object':
      return value.many !== undefined
    case 'function':
      return false
  }
}

function isListPlace({ deep, around = 0, view }: Place): boolean {
  return !deep && (around > 0 || (view !== undefined && view.list !== 'never'))
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
          .flatMap((place) => innermostOf(place))
          .map((place) => fieldOfPlace(place, name, { recorder, token, sure: sure && value.places.length === 1 })),
      )
    case 'object':
      return there(value, fieldOfObject(value, name, { recorder, token, sure }))
    case 'list':
      return there(value, oneOf(value.items.map(inner)))
    case 'oneOf': {
      const fields = oneOf(value.options.map(inner))
      return isSometimes(value) ? sometimes(fields) : fields
    }
    case 'literal':
      return there(value, fieldOfLiteral(value.value, name))
    case 'function':
      return nothing
    case 'derived':
      return derived
  }
}

function fieldOfPlace(place: Place, name: string, { recorder, token, sure }: Naming): AbstractValue {
  if (place.deep) return fieldsBelow(place, name, { recorder, token })
  const path = [...place.path, name]
  if (token !== null) recorder.tokens.push({ step: place.step, path, token })
  const view = place.view?.property(name)
  if (sure && view === undefined && place.view?.declared !== undefined) recorder.undeclared.push({ place, name, token })
  const { step, assured, presence, picked, part, chosen } = place
  const kept = {
    ...(presence === 'sometimes' || part ? { presence: 'sometimes' as const } : {}),
    ...(picked === undefined ? {} : { picked }),
    ...(part ? { chosen: 'condition' as const } : chosen === undefined ? {} : { chosen }),
    ...(isRequiredIn(place, name) ? { required: true } : {}),
  }
  return { kind: 'places', places: [{ step, path, assured, ...kept, ...(view === undefined ? {} : { view }) }] }
}

/** Whether a place that is there has the field, whatever its value. */
function isRequiredIn({ required = false, view, part }: Place, name: string): boolean {
  return required && !part && view !== undefined && [...view.kinds].join() === 'object' && view.requires(name)
}

/** What a wildcard leads to: the fields of that name that are declared, and whatever else there is. */
function fieldsBelow(place: Place, name: string, { recorder, token }: Naming): AbstractValue {
  const { step, path, assured, deep } = place
  const declared = (place.view?.named(name, deep === 'fields' ? 1 : undefined) ?? []).map((found): Place => {
    const whole = [...path, ...found.path]
    if (token !== null) recorder.tokens.push({ step, path: whole, token })
    return { step, path: whole, assured, view: found.view, presence: 'sometimes', many: 'flat' }
  })
  return { kind: 'places', places: [...declared, { ...place, deep: 'all' }] }
}

function fieldOfObject(
  value: AbstractValue & { kind: 'object' },
  name: string,
  { token, sure }: Naming,
): AbstractValue {
  const known = value.fields.get(name)
  if (known !== undefined) return value.rest === undefined ? known : oneOf([known, value.rest])
  if (sure) value.missing?.(name, token)
  if (value.rest !== undefined) return sometimes(value.rest)
  return value.missing === undefined ? nothing : derived
}

function fieldOfLiteral(value: unknown, name: string): AbstractValue {
  if (Array.isArray(value)) return oneOf(value.map((inner) => fieldOfLiteral(inner, name)))
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return nothing
  return { kind: 'literal', value: (value as Record<string, never>)[name] }
}

/** What `*` gives: anything directly below, whatever it is called. */
export function childrenOf(value: AbstractValue, recorder: Recorder): AbstractValue {
  recorder.tick()
  switch (value.kind) {
    case 'oneOf':
      return oneOf(value.options.map((option) => childrenOf(option, recorder)))
    case 'list':
      return oneOf(value.items.map((item) => childrenOf(item, recorder)))
    case 'object':
      return wild(oneOf(fieldsOf(value)))
    case 'places':
      return { kind: 'places', places: value.places.map((place) => deepOf(place, 'fields')) }
    case 'derived':
    case 'literal':
      return wild(derived)
    default:
      return belowOf(value, recorder)
  }
}

/** What `**` gives: the value, and anything below, at any depth. */
export function belowOf(value: AbstractValue, recorder: Recorder): AbstractValue {
  recorder.tick()
  switch (value.kind) {
    case 'places':
      return { kind: 'places', places: value.places.map((place) => deepOf(place, 'all')) }
    case 'object':
      return wild(oneOf([quiet(value), ...fieldsOf(value).map((inner) => belowOf(inner, recorder))]))
    case 'list':
      return wild(oneOf(value.items.map((item) => belowOf(item, recorder))))
    case 'oneOf':
      return oneOf(value.options.map((option) => belowOf(option, recorder)))
    case 'literal':
      return derived
    default:
      return value
  }
}

function deepOf({ part: _, ...place }: Place, deep: 'fields' | 'all'): Place {
  return { ...place, deep: place.deep === 'all' ? 'all' : deep, presence: 'sometimes', many: 'flat' }
}

function wild(value: AbstractValue): AbstractValue {
  return several(sometimes(value), 'flat')
}

/** Nobody named them, so nobody is to hear of names that they do not have. */
function fieldsOf({ fields, rest }: AbstractObject): AbstractValue[] {
  return [...fields.values(), ...(rest === undefined ? [] : [rest])].map(quiet)
}

function quiet(value: AbstractValue): AbstractValue {
  if (value.kind !== 'object') return value
  const { missing: _, ...object } = value
  return object
}
