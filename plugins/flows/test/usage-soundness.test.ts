import type { FieldPath, Json, Usage } from '@jackfield/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultLimits, evaluate } from '../src/expression/index.ts'
import { flowReader } from '../src/usage/index.ts'
import { connectorOf } from './fixtures/connectors.ts'
import { anyExpressions, sensibleExpressions } from './fixtures/generated-expressions.ts'

const line = (sku: string, qty: number) => ({ sku, qty, tags: ['x', sku], price: { amount: qty * 2, currency: 'EUR' } })
const order = {
  id: 'o1',
  sku: 'a',
  quantity: 3,
  completedAt: null,
  name: 'Anna',
  urgent: true,
  lines: [line('a', 2), line('b', 5)],
  customer: { name: 'Bo', email: 'b@x', address: { city: 'Pune' } },
  either: ['p', 'q'],
  extra: { one: 1 },
}
const removable: FieldPath[] = [
  ['id'],
  ['sku'],
  ['quantity'],
  ['name'],
  ['urgent'],
  ['lines'],
  ['lines', '*', 'sku'],
  ['lines', '*', 'qty'],
  ['lines', '*', 'price'],
  ['lines', '*', 'price', 'currency'],
  ['customer'],
  ['customer', 'name'],
  ['customer', 'address', 'city'],
  ['either'],
]

function usageOf(expression: string): Usage {
  const text = JSON.stringify({
    flow: 1,
    id: 'f',
    connections: { t: 'production-tracker' },
    trigger: { operation: 'production-tracker.orderCompleted', connection: 't' },
    steps: [
      { id: 'get', operation: 'production-tracker.anything', connection: 't', input: { x: `{% ${expression} %}` } },
    ],
  })
  return flowReader().read({ path: 'f.json', text }, connectorOf).usages[1] as Usage
}

/** By segment, as the contract compares paths. */
function touches(path: FieldPath, other: FieldPath): boolean {
  return path.slice(0, other.length).every((segment, index) => segment === other[index])
}

function without(value: Json, [name = '', ...rest]: FieldPath): Json {
  if (name === '*') return (value as Json[]).map((inner) => without(inner, rest))
  const copy = { ...(value as Record<string, Json>) }
  if (rest.length === 0) delete copy[name]
  else if (copy[name] !== undefined) copy[name] = without(copy[name], rest)
  return copy
}

async function outcome(text: string, trigger: Json): Promise<unknown> {
  return evaluate(
    text,
    { trigger, steps: {} },
    { moment: { now: 0, random: 0 }, limits: { ...defaultLimits, time: 20_000 } },
  ).then(
    (value) => ({ value }),
    () => 'failed',
  )
}

describe('what an expression does not read', () => {
  it.each([
    ['sensible', sensibleExpressions, 600],
    ['any', anyExpressions, 200],
  ])('can be removed without a difference: %s expressions', { timeout: 120_000 }, async (_name, given, runs) => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(given, async (text) => {
        const { reads } = usageOf(text)
        const full = await outcome(text, order)
        for (const removed of removable) {
          if (reads.some(({ step, path }) => step === 'trigger' && touches(path, removed))) continue
          compared++
          expect([removed, await outcome(text, without(order, removed))]).toEqual([removed, full])
        }
      }),
      { numRuns: runs * Number(process.env.JACKFIELD_RUNS ?? 1) },
    )
    expect(compared).toBeGreaterThan(runs)
  })
})
