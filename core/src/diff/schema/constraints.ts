import type { Bound, Plain } from './shape.ts'
import type { ValueType } from './value-types.ts'

/** A keyword that cuts off some values of a type. */
export type Constraint = Bound | 'format' | 'pattern' | 'uniqueItems'

export type Direction = 'tightened' | 'loosened' | 'unclear'

export interface ConstraintDifference {
  readonly keyword: Constraint
  readonly direction: Direction
  readonly before?: number | boolean | string
  readonly after?: number | boolean | string
}

interface Kind {
  /** The types whose values it cuts off. */
  readonly of: readonly ValueType[]
  /** How one value stands to another: `higher` ones admit less, `lower` ones do, or it can't be told. */
  readonly tighter: 'higher' | 'lower' | 'multiple' | 'none'
}

const numbers: readonly ValueType[] = ['integer', 'fraction']

const kinds: Readonly<Record<Constraint, Kind>> = {
  exclusiveMaximum: { of: numbers, tighter: 'lower' },
  exclusiveMinimum: { of: numbers, tighter: 'higher' },
  format: { of: ['string', ...numbers], tighter: 'none' },
  maxItems: { of: ['array'], tighter: 'lower' },
  maxLength: { of: ['string'], tighter: 'lower' },
  maxProperties: { of: ['object'], tighter: 'lower' },
  maximum: { of: numbers, tighter: 'lower' },
  minItems: { of: ['array'], tighter: 'higher' },
  minLength: { of: ['string'], tighter: 'higher' },
  minProperties: { of: ['object'], tighter: 'higher' },
  minimum: { of: numbers, tighter: 'higher' },
  multipleOf: { of: numbers, tighter: 'multiple' },
  pattern: { of: ['string'], tighter: 'none' },
  uniqueItems: { of: ['array'], tighter: 'higher' },
}

export const constraints: readonly Constraint[] = Object.keys(kinds) as Constraint[]

/** What became tighter or looser, of the constraints on types that both have; never throws for odd values. */
export function constraintDifferences(base: Plain, revision: Plain): readonly ConstraintDifference[] {
  return constraints.flatMap((keyword) => {
    const [before, after] = [constraintOf(base, keyword), constraintOf(revision, keyword)]
    const applies = kinds[keyword].of.some((type) => base.types.has(type) && revision.types.has(type))
    if (before === after || !applies) return []
    return [{ keyword, direction: directionOf(keyword, before, after), ...shown(before, after) }]
  })
}

type Value = number | boolean | string | undefined

function constraintOf(shape: Plain, keyword: Constraint): Value {
  if (keyword === 'uniqueItems') return shape.uniqueItems || undefined
  if (keyword === 'format' || keyword === 'pattern') return shape[keyword].join(' and ') || undefined
  return shape.bounds[keyword]
}

function shown(before: Value, after: Value): Pick<ConstraintDifference, 'before' | 'after'> {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }
}

function directionOf(keyword: Constraint, before: Value, after: Value): Direction {
  if (before === undefined) return 'tightened'
  if (after === undefined) return 'loosened'
  const { tighter } = kinds[keyword]
  if (tighter === 'none' || typeof before !== 'number' || typeof after !== 'number') return 'unclear'
  if (tighter === 'multiple') return multipleDirection(before, after)
  return after > before === (tighter === 'higher') ? 'tightened' : 'loosened'
}

function multipleDirection(before: number, after: number): Direction {
  if (Number.isInteger(after / before)) return 'tightened'
  return Number.isInteger(before / after) ? 'loosened' : 'unclear'
}
