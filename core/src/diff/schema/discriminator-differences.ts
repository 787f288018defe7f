import { pairSaid, type SaidPair } from './pair-said.ts'
import { listedIn, type Said, type SaidAlternative, saidOf } from './said-values.ts'
import { sameSet } from './same-set.ts'
import { alternativesOf, type Discriminator, type Plain, type Variant } from './shape.ts'
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
    return ofBothSides(property, [base, revision], pair)
  })
}

function ofOneSide(
  property: string,
  [base, revision]: readonly [Said, Said],
  { side }: ShapePair,
): readonly DiscriminatorDifference[] {
  // Those of which an object is a part are nowhere else: without what tells them they are none of its alternatives.
  const isLost = side === 'output' || (base !== 'any' && !base.isOwn)
  const values = toldIn(isLost ? base : revision)
  if (values.length === 0) return []
  return isLost
    ? [{ property, before: values, after: null, gone: values, come: [] }]
    : [{ property, before: null, after: values, gone: [], come: values }]
}

function ofBothSides(
  property: string,
  [base, revision]: readonly [Known, Known],
  pair: ShapePair,
): readonly DiscriminatorDifference[] {
  const pairs = pairSaid(base, revision, pair.by)
  const different = pairs.filter(
    ({ base, revision }) => (base.isTold || revision.isTold) && !sameSet(base.values, revision.values),
  )
  const { gone, come } = unpaired(property, { base, revision, pairs }, pair)
  if (different.length + gone.length + come.length === 0) return []
  return [
    {
      property,
      before: sorted([...different.flatMap(({ base }) => [...base.values]), ...gone]),
      after: sorted([...different.flatMap(({ revision }) => [...revision.values]), ...come]),
      gone: sorted([...different.flatMap(({ base, revision }) => beyond(base, revision)), ...gone]),
      come: sorted([...different.flatMap(({ base, revision }) => beyond(revision, base)), ...come]),
    },
  ]
}

type Known = Exclude<Said, 'any'>

interface Paired {
  readonly base: Known
  readonly revision: Known
  readonly pairs: readonly SaidPair[]
}

/**
 * The values of those that came, and, for who sends, of those that went: an object may be them, and they are no
 * alternatives that are told as such. What the property itself lists is told where it stands.
 */
function unpaired(
  property: string,
  { base, revision, pairs }: Paired,
  { plain, side, by }: ShapePair,
): { readonly gone: readonly string[]; readonly come: readonly string[] } {
  if (plain === null || (base.isOwn && revision.isOwn)) return { gone: [], come: [] }
  const paired = new Set(pairs.flatMap((one) => [one.base, one.revision]))
  const [before, after] = [plain.base.discriminators.get(property), plain.revision.discriminators.get(property)]
  const valuesBeyond = (said: Discriminator | undefined, other: Known, { alternatives }: Known): readonly string[] => {
    // What is written out in an alternative is a part of it as well, where the same value leads to it.
    const held = new Set(other.alternatives.flatMap(({ led }) => [...led]))
    const isLed = (value: string): boolean => said?.leads.has(value) === true && !held.has(value)
    return alternatives
      .filter((one) => one.node !== null && !paired.has(one) && ![...one.led].some(isLed))
      .flatMap(({ values }) => [...values])
  }
  const listed = listedIn(plain.revision, property, by.revision)
  const isSaid = (before?.leads.size ?? 0) > 0 && listedIn(plain.base, property, by.base) === null
  const isNew = (value: string): boolean => !base.alternatives.some(({ values }) => values.has(value))
  const isLost = side === 'input' && after?.leads.size !== 0
  return {
    gone: isLost ? valuesBeyond(after, revision, base).filter((value) => listed?.has(value) !== false) : [],
    come: isSaid ? valuesBeyond(before, base, revision).filter(isNew) : [],
  }
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
