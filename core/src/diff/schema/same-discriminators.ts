import type { Comparing } from './comparing.ts'
import type { Discriminator, Plain, SchemaNode, Told } from './shape.ts'

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
  return (
    areIn(base, revision, (one, other) => isOwn || by.same(one, other)) &&
    areIn(revision, base, (one, other) => isOwn || by.same(other, one))
  )
}

/** Whether the other side has each of them by the same values; one that has the object written out is only led to. */
function areIn(
  { alternatives }: Discriminator,
  other: Discriminator,
  same: (one: SchemaNode, other: SchemaNode) => boolean,
): boolean {
  const told = Map.groupBy(other.alternatives, textOf)
  const held = new Set(other.alternatives.flatMap(({ values }) => [...values]))
  const isLed = (value: string, node: SchemaNode): boolean => {
    const led = held.has(value) ? undefined : other.leads.get(value)
    return led !== undefined && same(node, led)
  }
  return alternatives.every(
    (one) =>
      told.get(textOf(one))?.some(({ node }) => same(one.node, node)) ??
      [...one.values].every((value) => isLed(value, one.node)),
  )
}

function textOf({ values }: Told): string {
  return JSON.stringify([...values].sort())
}
