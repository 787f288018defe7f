import type { Comparing } from './comparing.ts'
import { shapeLikeness } from './likeness.ts'
import type { Shape, Variant } from './shape.ts'

export interface PairedVariants {
  readonly both: readonly { readonly base: Variant; readonly revision: Variant }[]
  readonly added: readonly Variant[]
  readonly removed: readonly Variant[]
}

/** Less alike than this, two alternatives are one that went and one that came. */
const alike = 0.3

/**
 * Pairs the alternatives of two shapes, the most alike first; a shape that is no union is its own only one. One that says
 * the same as another's counterpart neither came nor went.
 */
export function pairVariants(base: Shape, revision: Shape, by: Comparing): PairedVariants {
  const [left, right] = [[...variantsOf(base)], [...variantsOf(revision)]]
  const scored = left.flatMap((one) =>
    right.map((other) => ({ base: one, revision: other, score: shapeLikeness(one.shape, other.shape, by) })),
  )
  const pairs = scored.filter((pair) => pair.score >= alike).sort((a, b) => b.score - a.score)
  const both: { base: Variant; revision: Variant }[] = []
  for (const pair of pairs) {
    if (!left.includes(pair.base) || !right.includes(pair.revision)) continue
    both.push({ base: pair.base, revision: pair.revision })
    left.splice(left.indexOf(pair.base), 1)
    right.splice(right.indexOf(pair.revision), 1)
  }
  const again = new Set(scored.filter((pair) => pair.score === 1).flatMap((pair) => [pair.base, pair.revision]))
  return { both, added: right.filter((one) => !again.has(one)), removed: left.filter((one) => !again.has(one)) }
}

function variantsOf(shape: Shape): readonly Variant[] {
  if (shape.kind === 'union') return shape.variants
  return [{ key: '', shape: { ...shape, nullable: false }, at: [], common: new Set() }]
}
