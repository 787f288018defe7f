import { expect, it } from 'vitest'
import type { Read, Schema, StepStatus } from '../../src/model/index.ts'
import { objectOf } from '../diff/models.ts'
import { between, stepAfter } from './usages.ts'

export const text = { type: 'string' }
export const number = { type: 'number' }

/** What a read comes to when the output goes from one schema to the other. */
export type Case = readonly [base: Schema, revision: Schema, read: Partial<Read>, status: StepStatus]

/** A test of each case. */
export function testEach(cases: readonly Case[]): void {
  it.each(cases)('from %j to %j, read as %j: %s', (base, revision, read, status) => {
    expect(stepAfter([between(base), between(revision)], { reads: [read] }).status).toBe(status)
  })
}

/** An output with a text `id`, and with a field `a`. */
export const whole = (field: object, ...required: string[]): Schema =>
  objectOf({ id: text, a: field } as never, 'id', ...required)

export const required = whole(text, 'a')
export const gone = objectOf({ id: text }, 'id')
export const guarded = { path: ['a'], ifAbsent: 'tolerated' } as const
export const plain = { path: ['a'] } as const
