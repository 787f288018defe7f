import { type AbstractValue, type Assured, nothing, type Place } from './abstract-value.ts'
import { isKnownThere } from './known.ts'

/** Whether there is a value whatever is optional: it is written, computed of what is there, or declared to be there. */
export function isSurelyThere(value: AbstractValue, assured: readonly Assured[]): boolean {
  switch (value.kind) {
    case 'places':
      return value.places.length > 0 && value.places.every((place) => isPlaceThere(place, assured))
    case 'oneOf':
      return value.presence !== 'sometimes' && value.options.every((option) => isSurelyThere(option, assured))
    case 'function':
      return true
    case 'derived':
      if (value.presence !== undefined || value.needs === undefined) return value.presence === 'always'
      return value.needs.every((place) => isPlaceThere(place, assured))
    default:
      return value !== nothing && value.presence !== 'sometimes'
  }
}

function isPlaceThere(place: Place, assured: readonly Assured[]): boolean {
  if (place.deep || place.many !== undefined || place.around) return false
  if (place.presence === 'always') return true
  if (place.chosen === 'condition') return false
  const known = [...place.assured, ...assured.filter(({ step }) => step === place.step)]
  return known.some((one) => isKnownThere(one, place)) || (place.presence === undefined && place.required === true)
}

/** Whether only what is declared says whether there is such a value, and of which type. */
export function isAsDeclared({ deep, many, around, part, presence }: Place): boolean {
  return !deep && many === undefined && !around && !part && presence !== 'sometimes'
}
