import { alternativeDifferences } from './alternative-differences.ts'
import { fieldsOfMore, fieldsOfNoMore, type ToldDifference } from './alternative-fields.ts'
import { pairSaid } from './pair-said.ts'
import { type SaidAlternative, saidOf } from './said-values.ts'
import type { Discriminator, Plain, Shapes } from './shape.ts'
import type { PairedShapes, ShapePair } from './shape-pair.ts'

/**
 * What is declared as an object with a `discriminator` may be any of those that have it as a part of their `allOf`
 * (OpenAPI 3.0, Discriminator Object): what these have besides it, or say more of its fields, is compared field by
 * field. What differs of the object itself is told there, and a field that nobody has to supply or to read is none of
 * it. Of an alternative that came or went, the values that tell it are told where they stand.
 */
export function toldDifferences(pair: ShapePair): readonly ToldDifference[] {
  const { plain } = pair
  if (plain === null || plain.base.discriminators.size + plain.revision.discriminators.size === 0) return []
  const found = known.get(pair.paired) ?? differencesOf(plain, pair)
  known.set(pair.paired, found)
  return found
}

/** The same wherever the two lie. */
const known = new WeakMap<PairedShapes, readonly ToldDifference[]>()

function differencesOf({ base, revision }: Sides, pair: ShapePair): readonly ToldDifference[] {
  const properties = new Set([...base.discriminators.keys(), ...revision.discriminators.keys()])
  const each = [...properties].flatMap((property) => {
    const said = [base.discriminators.get(property), revision.discriminators.get(property)] as const
    const isUnknown = said.some((one) => one?.leads.size === 0)
    return isUnknown || said.every((one) => one === undefined || one.isOwn) ? [] : ofProperty(property, said, pair)
  })
  const fields = Map.groupBy(each, ({ field, isNew }) => JSON.stringify([isNew, field]))
  return [...fields.values()].flatMap((same) => {
    const [first] = same
    const values = new Set(same.flatMap((one) => one.values))
    return first === undefined ? [] : [{ ...first, values: [...values].sort() }]
  })
}

type Sides = NonNullable<ShapePair['plain']>

function ofProperty(
  property: string,
  [base, revision]: readonly [Discriminator | undefined, Discriminator | undefined],
  pair: ShapePair,
): readonly ToldDifference[] {
  const { by, plain } = pair
  if (plain === null) return []
  const held = [
    alternativesOf(property, plain.base, by.base),
    alternativesOf(property, plain.revision, by.revision),
  ] as const
  const all = { base: withLed(held, base), revision: withLed([held[1], held[0]], revision) }
  const pairs = pairSaid({ isOwn: false, alternatives: all.base }, { isOwn: false, alternatives: all.revision }, by)
  const paired = new Set(pairs.flatMap((both) => [both.base, both.revision]))
  const shared = { base: base?.shared ?? [], revision: revision?.shared ?? [] }
  return [
    ...pairs.flatMap((both) => alternativeDifferences(both, { pair, shared, all })),
    ...all.revision.filter((one) => !paired.has(one)).flatMap((one) => fieldsOfMore(one, pair, all)),
    ...all.base.filter((one) => !paired.has(one)).flatMap((one) => fieldsOfNoMore(one, pair, all)),
  ]
}

/**
 * And those which the other side has by the same value, also where they do not have the object as a part by a reference
 * to it: it may be written out in them.
 */
function withLed(
  [own, others]: readonly [readonly SaidAlternative[], readonly SaidAlternative[]],
  said: Discriminator | undefined,
): readonly SaidAlternative[] {
  const known = new Set(own.flatMap(({ led }) => [...led]))
  const more = others.flatMap(({ led }): readonly SaidAlternative[] => {
    if ([...led].some((value) => known.has(value))) return []
    const node = [...led].flatMap((value) => said?.leads.get(value) ?? [])[0]
    return node === undefined ? [] : [{ node, values: led, led, isTold: true }]
  })
  return [...own, ...more]
}

function alternativesOf(property: string, plain: Plain, shapes: Shapes): readonly SaidAlternative[] {
  const said = saidOf(property, plain, shapes, 'all')
  return said === 'any' ? [] : said.alternatives.filter(({ node }) => node !== null)
}
