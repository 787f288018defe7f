import type { FieldSegment } from '../diff/index.ts'
import type { FieldPath } from '../model/index.ts'

/**
 * How a changed path stands to one that is read or supplied. `above`: the change is of something around it; `below`: of
 * something inside it. `rest`: how many names of the used path lie below the change.
 */
export interface Meeting {
  readonly relation: 'above' | 'at' | 'below'
  readonly rest: number
}

/**
 * Compares segment by segment; `null` where they part. The elements of an array may be left out on either side, since a
 * path through an array means its elements; a field of any name is every one that is not declared by its own.
 */
export function meet(changed: readonly FieldSegment[], used: readonly FieldSegment[]): Meeting | null {
  const [first, ...others] = changed
  const [next, ...left] = used
  if (first === undefined) return { relation: used.length === 0 ? 'at' : 'above', rest: namesIn(used) }
  if (next === undefined) return { relation: 'below', rest: 0 }
  if (first.kind === 'element') return meet(others, next.kind === 'element' ? left : used)
  if (next.kind === 'element') return meet(changed, left)
  return sameField(first, next) ? meet(others, left) : null
}

function sameField(changed: FieldSegment, used: FieldSegment): boolean {
  if (used.kind !== 'name') return false
  return changed.kind === 'any' ? used.declared !== true : changed.kind === 'name' && used.name === changed.name
}

function namesIn(path: readonly FieldSegment[]): number {
  return path.filter((segment) => segment.kind !== 'element').length
}

/** The part of a used path that the change is about: without what lies below the change. */
export function changedPart(path: FieldPath, { relation, rest }: Meeting): FieldPath {
  const kept = [...path]
  let left = rest
  while (left > 0 && kept.length > 0) if (kept.pop() !== '*') left--
  while (relation === 'above' && kept.at(-1) === '*') kept.pop()
  return kept
}
