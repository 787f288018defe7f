import { type Node, nodesOf } from '../expression/index.ts'
import type { AbstractValue, Place } from './abstract-value.ts'
import type { Context } from './context.ts'
import { type Known, leadsThrough, type Picked } from './known.ts'
import { isList } from './navigate.ts'
import { textOf } from './text-of.ts'

let last = 0

/** A mark for the one element that something is gone through with: whatever is known of it is known of no other. */
export function freshMark(): string {
  last++
  return `#${last}`
}

/**
 * What a part says, with the variables that it means: wherever two say the same of one list, they find the same
 * elements.
 */
export function describe(node: Node, { names }: Pick<Context, 'names'>): string {
  const variables = [...nodesOf(node)].flatMap((one) => {
    if (one.type === 'variable') return [one.value]
    return one.type === 'parent' ? [`!${one.slot.label}`] : []
  })
  return [textOf(node), ...variables.map((name) => names.idOf(name) ?? '')].join(' ')
}

/** Whether it may be an array, also where nothing is declared of it. */
export function mayBeList(value: AbstractValue): boolean {
  return isList(value) || (value.kind === 'places' && value.places.some(({ view }) => view === undefined))
}

/** The same elements, marked by how they were found. */
export function marked(element: AbstractValue, by: string): AbstractValue {
  return mapOwn(element, (place) => {
    const mark: Picked = { at: place.path.length, by }
    const isOfIt = (known: Known): boolean =>
      known.path.length >= mark.at && leadsThrough(known, { ...place, many: undefined })
    const assured = place.assured.map((known) => (isOfIt(known) ? withMark(known, mark) : known))
    return withMark({ ...place, assured }, mark)
  })
}

function withMark<T extends Place | Known>(one: T, mark: Picked): T {
  return { ...one, picked: [...(one.picked ?? []), mark].sort((a, b) => a.at - b.at) }
}

/** An element where it is gone through: it is there. */
export function present(element: AbstractValue): AbstractValue {
  return mapOwn(element, ({ chosen: _, ...place }) => ({ ...place, presence: 'always', required: true }))
}

/**
 * The same array in another order, or with some of its elements: which one is at a position is not known of it before.
 */
export function rearrangedBy(value: AbstractValue, by: string): AbstractValue {
  return mapPlaces(value, (place) => {
    const at = place.path.length + (place.many === undefined ? 1 : 0)
    return withMark(place, { at, by })
  })
}

/** What was made of one element after the other, under another mark. */
export function remarked(value: AbstractValue, from: string, to: string): AbstractValue {
  const changed = <T extends Place | Known>(one: T): T => {
    if (one.picked === undefined) return one
    const picked: readonly Picked[] = one.picked.map(({ at, by }) => ({ at, by: by === from ? to : by }))
    return { ...one, picked }
  }
  return mapPlaces(value, (place) => ({ ...changed(place), assured: place.assured.map(changed) }))
}

/** Of the places that a value may be, not of those that lie in objects and arrays that are written. */
function mapOwn(value: AbstractValue, map: (place: Place) => Place): AbstractValue {
  if (value.kind === 'places') return { kind: 'places', places: value.places.map(map) }
  return value.kind === 'oneOf' ? { ...value, options: value.options.map((one) => mapOwn(one, map)) } : value
}

function mapPlaces(value: AbstractValue, map: (place: Place) => Place): AbstractValue {
  const inner = (one: AbstractValue): AbstractValue => mapPlaces(one, map)
  switch (value.kind) {
    case 'places':
      return { kind: 'places', places: value.places.map(map) }
    case 'oneOf':
      return { ...value, options: value.options.map(inner) }
    case 'list':
      return { ...value, items: value.items.map(inner) }
    case 'object': {
      const fields = new Map([...value.fields].map(([name, field]) => [name, inner(field)]))
      return value.missing === undefined ? { ...value, fields, ...(value.rest && { rest: inner(value.rest) }) } : value
    }
    default:
      return value
  }
}
