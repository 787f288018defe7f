import type { AbstractValue, Place } from './abstract-value.ts'
import { isKnownThere } from './known.ts'
import { plainType, typeOf } from './type-of.ts'

/**
 * Whether a value may be of a type that is not taken, as far as its types are known. What is there by its own guard is
 * not looked at: it is what it was without.
 */
export function mayBeOther(value: AbstractValue, taken: readonly string[]): boolean {
  const isOther = (type: string): boolean => type !== 'any' && !taken.includes(plainType(type))
  switch (value.kind) {
    case 'places':
      return value.places.some((place) => !isGuarded(place) && kindsOf(place).some(isOther))
    case 'oneOf':
      return value.options.some((option) => mayBeOther(option, taken))
    case 'literal':
      return value.value !== undefined && [typeOf(value.value), ...orSeveral(value)].some(isOther)
    case 'derived':
      if (typeof value.schema !== 'object' || typeof value.schema.type !== 'string') return false
      return [value.schema.type, ...orSeveral(value)].some(isOther)
    case 'list':
      return isOther('array')
    case 'object':
      return ['object', ...orSeveral(value)].some(isOther)
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
  return part ? ['object'] : [...view.kinds, ...orSeveral({ many })]
}

/** A sequence is an array where there is more than one. */
function orSeveral({ many }: { readonly many?: 'flat' | 'each' | undefined }): readonly string[] {
  return many === undefined ? [] : ['array']
}
