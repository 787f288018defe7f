import { pairSaid, type SaidPair } from './pair-said.ts'
import { type Said, type SaidAlternative, saidOf } from './said-values.ts'
import { sameSet } from './same-set.ts'
import { alternativesOf, type Plain, type Variant } from './shape.ts'
import type { PairedShapes, ShapePair } from './shape-pair.ts'

/** How the values differ by which a property tells alternatives that both sides have. */
export interface DiscriminatorDifference {
  readonly property: string
  /** Of the alternatives that differ; `null`: nothing was said of them. */
  readonly before: readonly string[] | null
  readonly after: readonly string[] | null
  readonly gone: readonly string[]
  readonly come: readonly string[]
}

/**
 * By what each side says of an alternative: its `discriminator`, or the values that the property lists, which decide.
 * Where one side says nothing, that differs only for those who rely on it: who reads what had a value, and who sends
 * what has to have one now.
 */
export function discriminatorDifferences(pair: ShapePair): readonly DiscriminatorDifference[] {
  const { plain } = pair
  if (plain === null || plain.base.discriminators.size + plain.revision.discriminators.size === 0) return []
  const found = known.get(pair.paired) ?? differencesOf(plain, pair)
  known.set(pair.paired, found)
  return found
}

/** Of an alternative that comes, or goes, and is like another that there is: where it stands, and what tells it. */
export interface DiscriminatorOfMore {
  readonly variant: Variant
  readonly property: string
  readonly values: readonly string[]
}

/** By which values that told none such alternatives are told that came, or which tell none any more that went. */
export function discriminatorsOfMore(
  { variants, base, revision, by }: ShapePair,
  what: 'added' | 'removed',
): readonly DiscriminatorOfMore[] {
  const [other, others, own] = what === 'added' ? [base, by.base, by.revision] : [revision, by.revision, by.base]
  return (variants?.again[what] ?? []).flatMap((variant) =>
    [...variant.shape.discriminators.keys()].flatMap((property) => {
      const known = alternativesOf(other).map((plain) => saidOf(property, plain, others))
      const told = toldIn(saidOf(property, variant.shape, own))
      if (known.includes('any')) return []
      const values = told.filter((value) => !known.some((said) => tells(said, value)))
      return values.length === 0 ? [] : [{ variant, property, values }]
    }),
  )
}

function tells(said: Said, value: string): boolean {
  return said !== 'any' && said.alternatives.some(({ values }) => values.has(value))
}

/** The same wherever the two lie. */
const known = new WeakMap<PairedShapes, readonly DiscriminatorDifference[]>()

function differencesOf(plain: NonNullable<ShapePair['plain']>, pair: ShapePair): readonly DiscriminatorDifference[] {
  const { by } = pair
  const properties = new Set([...plain.base.discriminators.keys(), ...plain.revision.discriminators.keys()])
  return [...properties].flatMap((property) => {
    if (isMissing(property, plain.base, plain.revision) || isMissing(property, plain.revision, plain.base)) return []
    const base = saidOf(property, plain.base, by.base)
    const revision = saidOf(property, plain.revision, by.revision)
    if (base === 'any' || revision === 'any') return ofOneSide(property, [base, revision], pair)
    return ofBothSides(property, pairSaid(base, revision, by))
  })
}

function ofOneSide(
  property: string,
  [base, revision]: readonly [Said, Said],
  { side }: ShapePair,
): readonly DiscriminatorDifference[] {
  const values = toldIn(side === 'output' ? base : revision)
  if (values.length === 0) return []
  return side === 'output'
    ? [{ property, before: values, after: null, gone: values, come: [] }]
    : [{ property, before: null, after: values, gone: [], come: values }]
}

function ofBothSides(property: string, pairs: readonly SaidPair[]): readonly DiscriminatorDifference[] {
  const different = pairs.filter(
    ({ base, revision }) => (base.isTold || revision.isTold) && !sameSet(base.values, revision.values),
  )
  if (different.length === 0) return []
  return [
    {
      property,
      before: valuesOf(different.map(({ base }) => base)),
      after: valuesOf(different.map(({ revision }) => revision)),
      gone: sorted(different.flatMap(({ base, revision }) => beyond(base, revision))),
      come: sorted(different.flatMap(({ base, revision }) => beyond(revision, base))),
    },
  ]
}

/** A field that came or went is a change of its own. */
function isMissing(property: string, here: Plain, there: Plain): boolean {
  return here.properties.has(property) && !there.properties.has(property)
}

function beyond(one: SaidAlternative, other: SaidAlternative): readonly string[] {
  return [...one.values].filter((value) => !other.values.has(value))
}

function toldIn(said: Said): readonly string[] {
  return said === 'any' ? [] : valuesOf(said.alternatives.filter(({ isTold }) => isTold))
}

function valuesOf(alternatives: readonly SaidAlternative[]): readonly string[] {
  return sorted(alternatives.flatMap(({ values }) => [...values]))
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort()
}
