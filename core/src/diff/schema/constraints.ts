import type { Direction, Value } from './constraint-value.ts'
import { formatDirection } from './format-direction.ts'
import { listedDirection } from './listed-direction.ts'
import { patternDirection } from './pattern-direction.ts'
import type { Bound, Plain } from './shape.ts'
import type { ValueType } from './value-types.ts'

/** A keyword that cuts off some values of a type; an exclusive bound counts under its inclusive counterpart. */
export type Constraint = Exclude<Bound, 'exclusiveMinimum' | 'exclusiveMaximum'> | 'format' | 'pattern' | 'uniqueItems'

export interface ConstraintDifference {
  readonly keyword: Constraint
  readonly direction: Direction
  readonly before?: Value
  readonly after?: Value
}

interface Kind {
  /** The types whose values it cuts off. */
  readonly of: readonly ValueType[]
  /** How one value stands to another, both of them there; formats and patterns are looked at by themselves. */
  readonly direction: (before: Value, after: Value) => Direction
}

const numbers: readonly ValueType[] = ['integer', 'fraction']

const higherIsTighter = (before: Value, after: Value): Direction => (isHigher(before, after) ? 'tightened' : 'loosened')
const lowerIsTighter = (before: Value, after: Value): Direction => (isHigher(after, before) ? 'tightened' : 'loosened')
const unclear = (): Direction => 'unclear'

const kinds: Readonly<Record<Constraint, Kind>> = {
  format: { of: ['string', ...numbers], direction: unclear },
  maxItems: { of: ['array'], direction: lowerIsTighter },
  maxLength: { of: ['string'], direction: lowerIsTighter },
  maxProperties: { of: ['object'], direction: lowerIsTighter },
  maximum: { of: numbers, direction: lowerIsTighter },
  minItems: { of: ['array'], direction: higherIsTighter },
  minLength: { of: ['string'], direction: higherIsTighter },
  minProperties: { of: ['object'], direction: higherIsTighter },
  minimum: { of: numbers, direction: higherIsTighter },
  multipleOf: { of: numbers, direction: multipleDirection },
  pattern: { of: ['string'], direction: unclear },
  uniqueItems: { of: ['array'], direction: unclear },
}

export const constraints: readonly Constraint[] = Object.keys(kinds) as Constraint[]

/** What became tighter or looser, of the constraints on types that both have; never throws for odd values. */
export function constraintDifferences(base: Plain, revision: Plain): readonly ConstraintDifference[] {
  return constraints.flatMap((keyword) => {
    const [before, after] = [constraintOf(base, keyword), constraintOf(revision, keyword)]
    const applies = kinds[keyword].of.some((type) => base.types.has(type) && revision.types.has(type))
    if (before === after || !applies) return []
    const listed = listedDirection(keyword, base, revision)
    const direction = listed === null ? directionBetween(keyword, base, revision) : listed
    return direction === undefined ? [] : [{ keyword, direction, ...shown(before, after) }]
  })
}

function directionBetween(keyword: Constraint, base: Plain, revision: Plain): Direction | undefined {
  if (keyword === 'pattern') return patternDirection(base, revision)
  return directionOf(keyword, constraintOf(base, keyword), constraintOf(revision, keyword))
}

function constraintOf(shape: Plain, keyword: Constraint): Value | undefined {
  if (keyword === 'uniqueItems') return shape.uniqueItems || undefined
  if (keyword === 'format' || keyword === 'pattern') return shape[keyword].join(' and ') || undefined
  const { bounds } = shape
  if (keyword === 'minimum' && bounds.exclusiveMinimum !== undefined) return `> ${bounds.exclusiveMinimum}`
  if (keyword === 'maximum' && bounds.exclusiveMaximum !== undefined) return `< ${bounds.exclusiveMaximum}`
  return bounds[keyword]
}

function shown(before: Value | undefined, after: Value | undefined): Pick<ConstraintDifference, 'before' | 'after'> {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }
}

function directionOf(keyword: Constraint, before: Value | undefined, after: Value | undefined): Direction {
  if (keyword === 'format') return formatDirection(before, after)
  if (before === undefined) return 'tightened'
  return after === undefined ? 'loosened' : kinds[keyword].direction(before, after)
}

/** Whether the second bound lies higher: `> 1` above `1`, `< 1` below it. */
function isHigher(one: Value, other: Value): boolean {
  const [a, b] = [boundOf(one), boundOf(other)]
  return b.limit === a.limit ? b.side > a.side : b.limit > a.limit
}

function boundOf(value: Value): { readonly limit: number; readonly side: number } {
  if (typeof value !== 'string') return { limit: Number(value), side: 0 }
  return { limit: Number(value.slice(2)), side: value.startsWith('>') ? 1 : -1 }
}

function multipleDirection(before: Value, after: Value): Direction {
  if (isMultiple(after, before)) return 'tightened'
  return isMultiple(before, after) ? 'loosened' : 'replaced'
}

function isMultiple(value: Value, of: Value): boolean {
  return Number.isInteger(Number(value) / Number(of))
}
