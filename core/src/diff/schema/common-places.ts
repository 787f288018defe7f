import type { Pointer } from '../../model/index.ts'

/** A place in a schema. */
export interface Placed {
  readonly at: Pointer
  /** 1: the whole. */
  readonly depth: number
  /** What it lies within; null: nothing. */
  readonly outer: Placed | null
}

/** Of so few nobody loses sight. */
const few = 12
/** With more of them nobody reads a report. */
const most = 60

/**
 * The places themselves where they are few, else the innermost of those around them that are: each of the same depth,
 * and below `kept` only where there are far too many, so that what is well known further out is told apart from them.
 */
export function commonPlaces(all: readonly Placed[], kept: number): readonly Pointer[] {
  let places = unique(all)
  let deepest = places.reduce((depth, place) => Math.max(depth, place.depth), 0)
  while (places.length > (deepest > kept ? few : most)) {
    places = unique(places.map((place) => (place.depth === deepest ? (place.outer ?? place) : place)))
    deepest--
  }
  return places.map(({ at }) => at)
}

function unique(places: readonly Placed[]): readonly Placed[] {
  return [...new Map(places.map((place) => [place.at, place])).values()]
}
