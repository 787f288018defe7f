import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { JsonObject } from '../../../src/model/index.ts'
import { type Edit, found, type Situation, textOf } from './statuses-of.ts'

/** What the contract says of one change and one flow. */
interface ContractCase extends Situation {
  readonly case: string
  /** By step; `risky or safe` where the contract leaves it open. */
  readonly expect: Readonly<Record<string, string>>
}

/** The same in short, of one step `a`. */
interface Table {
  readonly base: string
  readonly changes: Readonly<Record<string, readonly Edit[]>>
  readonly cases: readonly (readonly [change: string, step: JsonObject | string, expected: string])[]
}

const shop: string = await textOf('shop.yaml')

describe.each(['documentation', 'inputs', 'reads', 'transport'])('the contract on %s', async (topic) => {
  const cases: readonly ContractCase[] = parse(await textOf(`${topic}.yaml`))

  it.each(cases)('$case', async (one) => {
    const { statuses } = await found(shop, one)
    const allowed = Object.entries(one.expect).map(([step, expected]) => {
      const status = statuses[step] ?? 'missing'
      return [step, expected.split(' or ').includes(status) ? expected : status]
    })
    expect(Object.fromEntries(allowed)).toEqual(one.expect)
  })
})

describe.each(['expressions', 'supplied'])('the contract on %s', async (topic) => {
  const { base, changes, cases }: Table = parse(await textOf(`${topic}.yaml`))
  const manifest = await textOf(base)

  it.each(cases)('%s: %j is %s', async (name, step, expected) => {
    const { statuses, findings } = await found(manifest, { change: changes[name] ?? [], steps: stepsOf(step) })
    const status = statuses.a ?? 'missing'
    const shown = expected.split(' or ').includes(status) ? expected : status
    expect([shown, ...(shown === expected ? [] : findings.map(({ message }) => message))]).toEqual([expected])
  })
})

function stepsOf(short: JsonObject | string): readonly JsonObject[] {
  const { given = [], ...step } = fieldsOf(short)
  return [...(given as readonly JsonObject[]), { id: 'a', operation: 'depot.put', ...step }]
}

/** An expression for an input that takes anything, the input beside a name, or all that the step says. */
function fieldsOf(short: JsonObject | string): JsonObject {
  if (typeof short === 'string') return { input: { name: 'n', any: `{% ${short} %}` } }
  return ['input', 'when', 'forEach', 'given'].some((name) => Object.hasOwn(short, name))
    ? short
    : { input: { name: 'n', ...short } }
}
