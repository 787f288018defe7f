import type { Comparing } from './comparing.ts'
import { shapeLikeness } from './likeness.ts'
import type { Said, SaidAlternative } from './said-values.ts'

export interface SaidPair {
  readonly base: SaidAlternative
  readonly revision: SaidAlternative
}

/** Less alike than this, what has another value is one alternative that went and one that came. */
const alike = 0.8

/** Of more pairs than this only those are looked at that are told by the same value. */
const maxRanked = 4096

/** What both sides say something of: the two objects themselves, or the alternatives that they stand for. */
export function pairSaid(
  base: Exclude<Said, 'any'>,
  revision: Exclude<Said, 'any'>,
  by: Comparing,
): readonly SaidPair[] {
  const [one] = base.alternatives
  const [other] = revision.alternatives
  if (base.isOwn && revision.isOwn) return one && other ? [{ base: one, revision: other }] : []
  const unchanged = taken(sharing(base.alternatives, revision.alternatives), by, (rank) => rank === 4)
  const left = [without(base.alternatives, unchanged), without(revision.alternatives, unchanged)] as const
  const isFew = left[0].length * left[1].length <= maxRanked
  const pairs = isFew ? left[0].flatMap((base) => left[1].map((revision) => ({ base, revision }))) : sharing(...left)
  return [...unchanged, ...taken(pairs, by, (rank) => rank > 0)]
}

/** Those that are told by the same value. */
function sharing(base: readonly SaidAlternative[], revision: readonly SaidAlternative[]): readonly SaidPair[] {
  const told = new Map(revision.flatMap((one) => [...one.values].map((value) => [value, one] as const)))
  return base.flatMap((one) => {
    const others = new Set([...one.values].flatMap((value) => told.get(value) ?? []))
    return [...others].map((other) => ({ base: one, revision: other }))
  })
}

function without(alternatives: readonly SaidAlternative[], pairs: readonly SaidPair[]): readonly SaidAlternative[] {
  const paired = new Set(pairs.flatMap(({ base, revision }) => [base, revision]))
  return alternatives.filter((one) => !paired.has(one))
}

/** The best first, each once. */
function taken(pairs: readonly SaidPair[], by: Comparing, isPair: (rank: number) => boolean): readonly SaidPair[] {
  const known = new Set<SaidAlternative>()
  return pairs
    .map((pair) => ({ ...pair, rank: rankOf(pair.base, pair.revision, by) }))
    .filter(({ rank }) => isPair(rank))
    .sort((a, b) => b.rank - a.rank)
    .filter((pair) => {
      if (known.has(pair.base) || known.has(pair.revision)) return false
      known.add(pair.base).add(pair.revision)
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
