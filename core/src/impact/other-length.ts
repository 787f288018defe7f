import { type Change, isJsonObject, type Json } from '../model/index.ts'
import type { OutputEffect } from './read-verdict.ts'

/**
 * What it does to reads of the elements of an array that there may be fewer or more of them: where there may be none,
 * nothing is found; where there was one, several are found in an array.
 */
export function otherLength({ kind, before, after }: Change): OutputEffect | undefined {
  if (kind !== 'output.widened') return undefined
  if (boundOf(before, 'maxItems') === 1 && boundOf(after, 'maxItems') !== 1) return 'other type'
  const [least = 0, now = 0] = [boundOf(before, 'minItems'), boundOf(after, 'minItems')]
  if (now >= least) return undefined
  return now === 0 ? 'may vanish' : 'unclear'
}

/** Whether there may be more elements than before: a step for each of them has a limit. */
export function mayBeMore({ before }: Change): boolean {
  return boundOf(before, 'maxItems') !== undefined
}

function boundOf(bounds: Json | undefined, keyword: string): number | undefined {
  const bound = isJsonObject(bounds) ? bounds[keyword] : undefined
  return typeof bound === 'number' ? bound : undefined
}
