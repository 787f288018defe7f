import type { Json } from '@jackfield/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultLimits, evaluate } from '../src/expression/index.ts'
import type { AbstractObject } from '../src/usage/abstract-value.ts'
import { type Followed, follow } from '../src/usage/follow.ts'
import { typingRules } from '../src/usage/rules.ts'
import { SchemaView } from '../src/usage/schema-view.ts'
import { tracker } from './fixtures/connectors.ts'
import { anyExpressions, sensibleExpressions } from './fixtures/generated-expressions.ts'
import { mayBe } from './fixtures/may-be.ts'
import { writtenExpressions } from './fixtures/written-expressions.ts'

const view = SchemaView.of({ $ref: '#/schemas/Order' }, tracker)
const root: AbstractObject = {
  kind: 'object',
  fields: new Map([
    ['trigger', { kind: 'places', places: [{ step: 'trigger', path: [], assured: [], view }] }],
    ['steps', { kind: 'object', fields: new Map() }],
  ]),
  missing: () => undefined,
}

const word = fc.constantFrom('a', 'b', 'Anna', '', '7', '2026-01-31T09:30:00Z', 'x,y')
const number = fc.constantFrom(0, 1, 2, 5, -3)
const record = (fields: Record<string, fc.Arbitrary<Json>>, requiredKeys: string[] = []): fc.Arbitrary<Json> =>
  fc.record(fields, { requiredKeys, noNullPrototype: true }) as fc.Arbitrary<Json>
const line = record({
  sku: word,
  qty: number,
  tags: fc.array(word, { maxLength: 3 }),
  price: record({ amount: number, currency: word }),
})
const customer = fc.oneof(record({ name: word, email: word, address: record({ city: word }) }), fc.constant(null))
const fields = {
  id: word,
  sku: word,
  quantity: number,
  completedAt: fc.oneof(word, fc.constant(null)),
  name: word,
  urgent: fc.boolean(),
  lines: fc.array(line, { maxLength: 3 }),
  customer,
  either: fc.oneof(word, fc.array(word, { maxLength: 2 })),
}
const required = ['id', 'sku', 'quantity']
/** What the schema of an order says, with what may be absent both there and not. */
const orders = record({ ...fields, parent: record(fields, required) }, required)

async function outcome(text: string, trigger: Json): Promise<{ readonly value: Json | undefined } | 'failed'> {
  return evaluate(
    text,
    { trigger, steps: {} },
    { moment: { now: 1_700_000_000_000, random: 0.5 }, limits: { ...defaultLimits, time: 20_000 } },
  ).then(
    (value) => ({ value }),
    () => 'failed' as const,
  )
}

const seed = Number(process.env.JACKFIELD_SEED ?? 20261130)
const used = new Set<string>()
let compared = 0

/** Throws where JSONata gives what the type has no room for. */
async function hold(text: string, trigger: Json): Promise<void> {
  const followed = following(text)
  if (followed === null || !followed.whole) return
  const real = await outcome(text, trigger)
  if (real === 'failed') return
  compared++
  for (const rule of followed.recorder.rules) used.add(rule)
  expect([mayBe(followed.value, real.value, { trigger }), real.value]).toEqual([true, real.value])
}

function following(text: string): Followed | null {
  try {
    return follow(text, { root, as: 'value' })
  } catch {
    return null
  }
}

describe('the type of an expression', () => {
  it.each(writtenExpressions)('leaves room for what JSONata gives: %s', { timeout: 60_000 }, async (text) => {
    expect(following(text)?.whole).toBe(true)
    await fc.assert(
      fc.asyncProperty(orders, (trigger) => hold(text, trigger)),
      { numRuns: 15 * Number(process.env.JACKFIELD_RUNS ?? 1), seed },
    )
  })

  it.each([
    ['sensible', sensibleExpressions, 500],
    ['any', anyExpressions, 300],
  ])('leaves room for what JSONata gives: %s expressions', { timeout: 120_000 }, async (_name, given, runs) => {
    await fc.assert(
      fc.asyncProperty(given, orders, (text, trigger) => hold(text, trigger)),
      { numRuns: runs * Number(process.env.JACKFIELD_RUNS ?? 1), seed },
    )
  })

  it('was made by every rule there is', () => {
    expect([...typingRules].filter((rule) => !used.has(rule))).toEqual([])
    expect([...used].filter((rule) => !typingRules.has(rule))).toEqual([])
    expect(compared).toBeGreaterThan(2_000)
  })
})
