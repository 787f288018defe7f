import type { AbstractValue, Place } from './abstract-value.ts'
import { isKnownThere } from './known.ts'
import { plainType, typeOf } from './type-of.ts'

/**
 * Whether a value may be of a type that is not taken, as far as its types are known. What is there by its own guard is not
 * looked at: it is what it was without.
 */
export function mayBeOther(value: AbstractValue, taken: readonly string[]): boolean {
  const isOther = (type: string): boolean => type !== 'any' && !taken.includes(plainType(type))
  switch (value.kind) {
    case 'places':
      return value.places.some((place) => !isGuarded(place) && kindsOf(place).some(isOther))
    case 'oneOf':
      return value.options.some((option) => mayBeOther(option, taken))
    case 'literal':
      return value.value !== undefined && isOther(value.many === undefined ? typeOf(value.value) : 'any')
    case 'derived':
      return typeof value.schema === 'object' && typeof value.schema.type === 'string' && isOther(value.schema.type)
    case 'list':
      return value.many === undefined && isOther('array')
    case 'object':
      return isOther('object')
    default:
      return false
  }
}

/** Whether it is there by a guard of its own. */
export function isGuarded(place: Place): boolean {
  return place.assured.some((known) => isKnownThere(known, place))
}

function kindsOf({ deep, around, part, many, view }: Place): readonly string[] {
  if (deep || around || view === undefined) return []
  return part ? ['object'] : [...view.kinds, ...(many === undefined ? [] : ['array'])]
}
