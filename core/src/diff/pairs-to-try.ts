import { wordsOf } from './name-likeness.ts'
import type { Candidate } from './rename-candidate.ts'

export interface PairToTry<Thing> {
  readonly removed: Candidate<Thing>
  readonly added: Candidate<Thing>
}

/** So few are all tried. */
const maxPairs = 10_000
/** What so many share tells none of them from another. */
const maxSharing = 8

/**
 * The pairs that are looked at: all of a few; of thousands, those that share a name but for its case, a word of it, a
 * description, or the place among the names of what is left. The work grows with the number of candidates, not of
 * pairs.
 */
export function pairsToTry<Thing>(
  removed: readonly Candidate<Thing>[],
  added: readonly Candidate<Thing>[],
): readonly PairToTry<Thing>[] {
  if (removed.length * added.length <= maxPairs)
    return removed.flatMap((one) => added.map((other) => ({ removed: one, added: other })))
  const pairs: PairToTry<Thing>[] = []
  const tried = new Set<string>()
  const order = new Map([...removed, ...added].map((one, index) => [one, index]))
  const before = byMark(removed)
  for (const [mark, others] of byMark(added)) {
    const ones = before.get(mark) ?? []
    if (ones.length > maxSharing || others.length > maxSharing) continue
    for (const one of ones)
      for (const other of others) {
        const key = `${order.get(one)} ${order.get(other)}`
        if (tried.has(key)) continue
        tried.add(key)
        pairs.push({ removed: one, added: other })
      }
  }
  return pairs
}

function byMark<Thing>(candidates: readonly Candidate<Thing>[]): ReadonlyMap<string, readonly Candidate<Thing>[]> {
  const marked = new Map<string, Candidate<Thing>[]>()
  for (const [index, candidate] of candidates.toSorted(byName).entries())
    for (const mark of marksOf(candidate, index)) {
      const same = marked.get(mark) ?? []
      same.push(candidate)
      marked.set(mark, same)
    }
  return marked
}

function marksOf({ name, description }: Candidate<unknown>, index: number): ReadonlySet<string> {
  const words = wordsOf(name)
  return new Set([
    `name ${words.join('')}`,
    `order ${index}`,
    ...words.map((word) => `word ${word}`),
    ...words.slice(1).map((word, at) => `words ${words[at]} ${word}`),
    ...(description === undefined ? [] : [`description ${description}`]),
  ])
}

function byName(one: Candidate<unknown>, other: Candidate<unknown>): number {
  return one.name < other.name ? -1 : 1
}
