import type { Comparing } from './comparing.ts'
import { shapeLikeness } from './likeness.ts'
import type { Said, SaidAlternative } from './said-values.ts'

export interface SaidPair {
  readonly base: SaidAlternative
  readonly revision: SaidAlternative
}

/** Less alike than this, what has another value is one alternative that went and one that came. */
const alike = 0.8

/** What both sides say something of: the two objects themselves, or the alternatives that they stand for. */
export function pairSaid(
  base: Exclude<Said, 'any'>,
  revision: Exclude<Said, 'any'>,
  by: Comparing,
): readonly SaidPair[] {
  const [one] = base.alternatives
  const [other] = revision.alternatives
  if (base.isOwn && revision.isOwn) return one && other ? [{ base: one, revision: other }] : []
  const ranked = base.alternatives.flatMap((left) =>
    revision.alternatives.map((right) => ({ base: left, revision: right, rank: rankOf(left, right, by) })),
  )
  const taken = new Set<SaidAlternative>()
  return ranked
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .filter((pair) => {
      if (taken.has(pair.base) || taken.has(pair.revision)) return false
      taken.add(pair.base).add(pair.revision)
      return true
    })
}

/** Those that are the same first, then those told by the same value, whatever became of them; else the very alike. */
function rankOf(base: SaidAlternative, revision: SaidAlternative, by: Comparing): number {
  if (base.node === null || revision.node === null) return 0
  const isShared = [...base.values].some((value) => revision.values.has(value))
  const likeness = shapeLikeness(by.base.shape(base.node), by.revision.shape(revision.node), by)
  if (likeness === 1) return isShared ? 4 : 3
  return isShared ? 2 + likeness : likeness >= alike ? likeness : 0
}
