import { expect, it } from 'vitest'
import type { JsonObject, StepStatus, Supply, SupplySource } from '../../src/model/index.ts'
import { objectOf } from '../diff/models.ts'
import { between, stepAfter } from './usages.ts'

export const text = { type: 'string' }

/** What the trigger gives. */
export const source = objectOf(
  {
    sure: text,
    perhaps: text,
    state: { enum: ['x', 'y', 'z'] },
    orNull: { type: ['string', 'null'] },
    short: { type: 'string', maxLength: 5 },
    count: { type: 'integer' },
    address: objectOf({ zip: text, city: text }, 'zip'),
  },
  'sure',
  'state',
  'orNull',
  'short',
  'count',
  'address',
)

/** One supply. */
export const supply = (path: readonly string[], from: SupplySource): Partial<Supply> => ({ path, from })

export const literal = (value: never): SupplySource => ({ kind: 'literal', value })

/** A copy of what the trigger gives. */
export const copy = (...path: readonly string[]): SupplySource => ({ kind: 'copy', step: 'trigger', path })

export const computed: SupplySource = { kind: 'derived', reads: [], schema: text }
export const unknown: SupplySource = { kind: 'unknown' }

/** That, supplied to `a`. */
export const of = (from: SupplySource): readonly Partial<Supply>[] => [supply(['a'], from)]

/** What supplies come to when the input goes from the one to the other. */
export type Case = readonly [
  base: JsonObject,
  revision: JsonObject,
  supplies: readonly Partial<Supply>[],
  status: StepStatus,
]

/** What a step comes to that supplies this, when the action takes what the one says and then the other. */
export const statusOf = (base: JsonObject, revision: JsonObject, supplies: readonly Partial<Supply>[]): StepStatus =>
  stepAfter([between(source, base), between(source, revision)], { supplies }).status

/** A test of each case. */
export function testEach(cases: readonly Case[]): void {
  it.each(cases)('from %j to %j, supplied %j: %s', (base, revision, supplies, status) => {
    expect(statusOf(base, revision, supplies)).toBe(status)
  })
}

export const none = objectOf({})
export const optional = objectOf({ a: text })
export const required = objectOf({ a: text }, 'a')
