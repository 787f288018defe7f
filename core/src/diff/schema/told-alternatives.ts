import type { Comparing } from './comparing.ts'
import { pairSaid } from './pair-said.ts'
import { saidOf } from './said-values.ts'
import { sameSet } from './same-set.ts'
import { createSameness, sameAdmitted } from './sameness.ts'
import type { Plain } from './shape.ts'
import type { ShapePair } from './shape-pair.ts'

/** What differs of an alternative that an object may be, by the `discriminator` of the object. */
export interface ToldDifference {
  /** A field of the alternative; `null` where one has to be supplied now, or something that is no field differs. */
  readonly field: string | null
  /** What tells the alternative. */
  readonly values: readonly string[]
}

/**
 * What is declared as an object with a `discriminator` may be any of those that have it as a part of their `allOf`
 * (OpenAPI 3.0, Discriminator Object): what these have besides it is compared field by field. What differs of the
 * object itself is told there, and a field that nobody has to supply or to read is none of it.
 */
export function toldDifferences(pair: ShapePair): readonly ToldDifference[] {
  const { plain } = pair
  if (plain === null || plain.base.discriminators.size === 0) return []
  const by = withoutDiscriminators(pair.by)
  return [...plain.base.discriminators.keys()].flatMap((property) => {
    const [base, revision] = [saidOf(property, plain.base, by.base), saidOf(property, plain.revision, by.revision)]
    if (base === 'any' || revision === 'any' || base.isOwn || revision.isOwn) return []
    return pairSaid(base, revision, by).flatMap((both) => {
      const [one, other] = [both.base.node, both.revision.node]
      if (one === null || other === null || by.same(one, other)) return []
      const values = [...both.revision.values].sort()
      const shapes = [by.base.shape(one), by.revision.shape(other)] as const
      const fields =
        shapes[0].kind === 'plain' && shapes[1].kind === 'plain'
          ? fieldsOf(shapes[0], shapes[1], { ...pair, by })
          : [null]
      return fields.map((field) => ({ field, values }))
    })
  })
}

const admitting = new WeakMap<Comparing, Comparing>()

/** What is said of values that tell alternatives apart is compared where it stands. */
function withoutDiscriminators(by: Comparing): Comparing {
  const known = admitting.get(by)
  if (known !== undefined) return known
  const made = { ...by, same: createSameness(by.base, by.revision, sameAdmitted) }
  admitting.set(by, made)
  return made
}

function fieldsOf(base: Plain, revision: Plain, pair: ShapePair): readonly (string | null)[] {
  const names = new Set([...base.properties.keys(), ...revision.properties.keys()])
  const isSame = (name: string): boolean => {
    const [before, after] = [base.properties.get(name), revision.properties.get(name)]
    return before !== undefined && after !== undefined && pair.by.same(before, after)
  }
  if (sameSet(base.required, revision.required) && [...names].every(isSame)) return [null]
  const found = [...names].filter((name) => !isOfObject(name, pair) && differs(name, [base, revision], pair)).sort()
  const isNeeded = (name: string): boolean => pair.side === 'input' && isTighter(name, base, revision)
  return [...(found.some(isNeeded) ? [null] : []), ...found.filter((name) => !isNeeded(name))]
}

/** What the object itself declares is compared there. */
function isOfObject(name: string, { plain }: ShapePair): boolean {
  return plain !== null && (plain.base.properties.has(name) || plain.revision.properties.has(name))
}

function differs(name: string, [base, revision]: readonly [Plain, Plain], { by, side }: ShapePair): boolean {
  const [before, after] = [base.properties.get(name), revision.properties.get(name)]
  const isLess = side === 'input' ? isTighter(name, base, revision) : isTighter(name, revision, base)
  if (before === undefined) return side === 'input' && isLess
  return after === undefined || isLess || !by.same(before, after)
}

function isTighter(name: string, one: Plain, other: Plain): boolean {
  return !one.required.has(name) && other.required.has(name)
}
