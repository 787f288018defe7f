import type { Comparing } from './comparing.ts'
import { sameSet } from './same-set.ts'
import type { Discriminator, Plain, Told } from './shape.ts'

/** Whether what is said of the values that tell alternatives apart is the same, by the same names. */
export function sameDiscriminators(
  { discriminators: base }: Plain,
  { discriminators: revision }: Plain,
  by: Comparing,
): boolean {
  if (base.size + revision.size === 0) return true
  return (
    base.size === revision.size &&
    [...base].every(([property, one]) => {
      const other = revision.get(property)
      return other !== undefined && sameAlternatives(one, other, by)
    })
  )
}

function sameAlternatives(base: Discriminator, revision: Discriminator, by: Comparing): boolean {
  const isOwn = base.isOwn && revision.isOwn
  const alike = (one: Told, other: Told): boolean =>
    sameSet(one.values, other.values) && (isOwn || by.same(one.node, other.node))
  return (
    base.alternatives.length === revision.alternatives.length &&
    base.alternatives.every((one) => revision.alternatives.some((other) => alike(one, other)))
  )
}
