import type { Direction } from './constraint-value.ts'
import { allFit } from './keep-admitted.ts'
import type { Bound, Plain } from './shape.ts'

/** What a bound is read with: at most one of two is there. */
const bounds: Readonly<Record<string, readonly Bound[]>> = {
  maxLength: ['maxLength'],
  maximum: ['maximum', 'exclusiveMaximum'],
  minLength: ['minLength'],
  minimum: ['minimum', 'exclusiveMinimum'],
  multipleOf: ['multipleOf'],
}

/**
 * How a constraint of one shape stands to values that the other lists: by whether it admits them. `null` where neither
 * lists values, or it is none of theirs; `undefined` where there is no difference: that there are more values is told
 * as such.
 */
export function listedDirection(keyword: string, base: Plain, revision: Plain): Direction | undefined | null {
  const named = Object.hasOwn(bounds, keyword) ? bounds[keyword] : undefined
  const [listing, other] = base.values === null ? [revision, base] : [base, revision]
  if (listing.values === null || (named === undefined && keyword !== 'pattern')) return null
  if (other.values !== null || [...listing.values.values()].some((value) => typeof value === 'object')) return null
  const said =
    named === undefined ? { bounds: {}, pattern: other.pattern } : { bounds: only(other, named), pattern: [] }
  const fit = allFit(listing.values, said)
  if (fit === true) return undefined
  if (listing === base) return fit === false ? 'tightened' : 'perhaps-tightened'
  return fit === false ? 'loosened' : 'perhaps-loosened'
}

function only(shape: Plain, names: readonly Bound[]): Plain['bounds'] {
  return Object.fromEntries(
    names.flatMap((name) => (shape.bounds[name] === undefined ? [] : [[name, shape.bounds[name]]])),
  )
}
