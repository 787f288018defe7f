import type { FieldPath } from '@jackfield/core'

/** A path that is there. */
export interface Known {
  readonly path: FieldPath
  /** Whether it is known not to be null. */
  readonly notNull: boolean
  /** That it may be absent all the same: it is only known not to be null. */
  readonly maybe?: true
  readonly picked: readonly Picked[] | undefined
}

/** An element of the array that so many leading segments lead to: its position, or what it was found by. */
export interface Picked {
  readonly at: number
  readonly by: string
}

interface Where {
  readonly path: FieldPath
  readonly picked?: readonly Picked[]
  readonly many?: 'flat' | 'each' | undefined
}

/** Whether what is known says that the place is there: it, or something inside it, of the same elements. */
export function isKnownThere(known: Known, place: Where): boolean {
  return known.maybe !== true && leadsThrough(known, place)
}

/** Whether what is known is of the place or of something inside it, in the same elements. */
export function leadsThrough(known: Known, place: Where): boolean {
  return startsWith(known.path, place.path) && areSameElements(known, place)
}

/** Whether the path that is known leads to the place, or to something around it, in the same elements. */
export function covers(known: Known, place: Where): boolean {
  return known.maybe !== true && startsWith(place.path, known.path) && areSameElements(known, place)
}

/** Whether only null was asked for, of the place or of something around it, in the same elements. */
export function isUnlessNull(known: Known, place: Where): boolean {
  return known.maybe === true && startsWith(place.path, known.path) && areSameElements(known, place)
}

/**
 * Whether two paths, one of which begins with the other, lead through the same elements of arrays. Of a sequence, what
 * is known of one element that was not picked says nothing.
 */
function areSameElements(known: Known, place: Where): boolean {
  const length = Math.min(known.path.length, place.path.length)
  const pickedOf = ({ picked = [] }: Pick<Known, 'picked'> | Where): readonly Picked[] =>
    picked.filter(({ at }) => at <= length)
  if (JSON.stringify(pickedOf(known)) !== JSON.stringify(pickedOf(place))) return false
  return place.many === undefined || isPinned(known.path.slice(0, length), pickedOf(known))
}

/**
 * Whether a path leads to certain elements of each array on it: of all up to where they were found by something else
 * than a position, which every one of them has.
 */
function isPinned(path: FieldPath, picked: readonly Picked[]): boolean {
  const last = picked.at(-1)
  const from = last === undefined || /^-?\d+( of |$)/.test(last.by) ? 0 : last.at
  const pinned = new Set(picked.map(({ at }) => at))
  return path.every((segment, index) => segment !== '*' || index < from || pinned.has(index + 1))
}

/** Whether `path` begins with `start`. */
export function startsWith(path: FieldPath, start: FieldPath): boolean {
  return start.length <= path.length && start.every((segment, index) => segment === path[index])
}
