import type { Change, Read } from '../model/index.ts'
import { sameExpression } from './handed-on.ts'
import { mayBeMore } from './other-length.ts'
import type { OutputEffect, ReadVerdict } from './read-verdict.ts'
import type { Supplied } from './supplied.ts'
import { admits } from './supply-fit.ts'

/** What a change makes of what is read. */
export interface Happening {
  readonly change: Change
  readonly effect: OutputEffect
  /** Whether it may count as false by a value that could not come before. */
  readonly newlyEmpty: boolean
}

/**
 * What an expression that fails for no value makes of values that could not come before: something of the type that it
 * made before, so that the input that takes it decides.
 */
export function computedFrom(
  read: Read,
  supplied: Supplied,
  { change, effect, newlyEmpty }: Happening,
): ReadVerdict | undefined {
  if (read.total !== true || effect !== 'other values' || change.kind === 'output.changed') return undefined
  const made = supplied.supplies.filter((supply) => sameExpression(supply.at, read.at))
  if (made.length === 0 && (newlyEmpty || mayBeMore(change))) return undefined
  // What is decided by listed values was written for those that there were.
  if (change.kind !== 'output.widened' && (read.as !== 'value' || made.length === 0)) return undefined
  return made.every((supply) => admits(supply, supplied))
    ? { status: 'safe', why: 'does with it what goes well with every value of its type.' }
    : undefined
}
