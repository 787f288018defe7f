import { type Change, isJsonObject, type Json } from '../model/index.ts'
import type { OutputEffect } from './read-verdict.ts'

/** What it does to reads of the elements of an array that fewer of them may come: where none may, nothing is found. */
export function fewerElements({ kind, before, after }: Change): OutputEffect | undefined {
  if (kind !== 'output.widened') return undefined
  const [least, now] = [minItemsOf(before), minItemsOf(after)]
  if (now >= least) return undefined
  return now === 0 ? 'may vanish' : 'unclear'
}

function minItemsOf(bounds: Json | undefined): number {
  return isJsonObject(bounds) ? Number(bounds.minItems ?? 0) : 0
}
