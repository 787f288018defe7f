import type { Comparing } from './comparing.ts'
import { shapeLikeness } from './likeness.ts'
import { isBare } from './read-union.ts'
import { isAnything, type Shape, type Variant } from './shape.ts'

export interface PairedVariants {
  readonly both: readonly { readonly base: Variant; readonly revision: Variant }[]
  readonly added: readonly Variant[]
  readonly removed: readonly Variant[]
  /** Further ones that say the same as one that the other side has, but for the values that tell them. */
  readonly again: { readonly added: readonly Variant[]; readonly removed: readonly Variant[] }
}

/** Less alike than this, two alternatives are one that went and one that came. */
const alike = 0.3

/**
 * Pairs the alternatives of two shapes, the most alike first; a shape that is no union is its own only one. One that
 * says the same as another's counterpart neither came nor went, and none did where something admits all that there is.
 */
export function pairVariants(base: Shape, revision: Shape, by: Comparing): PairedVariants {
  const [left, right] = [[...variantsOf(base)], [...variantsOf(revision)]]
  const scored = left.flatMap((one) =>
    right.map((other) => ({ base: one, revision: other, score: shapeLikeness(one.shape, other.shape, by) })),
  )
  const pairs = scored
    .filter((pair) => pair.score >= alike)
    .sort((a, b) => b.score - a.score || sharedTelling(b) - sharedTelling(a))
  const both: { base: Variant; revision: Variant }[] = []
  for (const pair of pairs) {
    if (!left.includes(pair.base) || !right.includes(pair.revision)) continue
    both.push({ base: pair.base, revision: pair.revision })
    left.splice(left.indexOf(pair.base), 1)
    right.splice(right.indexOf(pair.revision), 1)
  }
  const again = new Set(scored.filter((pair) => pair.score === 1).flatMap((pair) => [pair.base, pair.revision]))
  const [hadAll, hasAll] = [variantsOf(base), variantsOf(revision)].map((all) => all.some(admitsAll))
  return {
    both,
    added: hadAll ? [] : right.filter((one) => !again.has(one)),
    removed: hasAll ? [] : left.filter((one) => !again.has(one)),
    again: { added: right.filter((one) => again.has(one)), removed: left.filter((one) => again.has(one)) },
  }
}

/** Of two that are as alike, the one that is told by the same value. */
function sharedTelling({ base, revision }: { readonly base: Variant; readonly revision: Variant }): number {
  const told = [base, revision].map(({ shape }) =>
    [...shape.discriminators].flatMap(([property, { alternatives }]) =>
      alternatives.flatMap(({ values }) => [...values].map((value) => `${property} ${value}`)),
    ),
  )
  return told[0]?.some((one) => told[1]?.includes(one)) ? 1 : 0
}

/** Null is a matter of the whole. */
function admitsAll({ shape }: Variant): boolean {
  return isAnything({ ...shape, nullable: true }) && isBare(shape)
}

function variantsOf(shape: Shape): readonly Variant[] {
  if (shape.kind === 'union') return shape.variants
  return [{ key: '', shape: { ...shape, nullable: false }, at: [], common: new Set() }]
}
