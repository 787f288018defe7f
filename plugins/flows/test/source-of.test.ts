import { expect, it } from 'vitest'
import { evaluate } from '../src/expression/index.ts'
import { flowReader } from '../src/usage/index.ts'
import { signatures } from '../src/usage/signatures.ts'
import { connectorOf } from './fixtures/connectors.ts'

/** What functions need besides their first argument. */
const more: Readonly<Record<string, string>> = {
  contains: '"a"',
  formatInteger: '"w"',
  formatNumber: '"0"',
  match: '/a/',
  pad: '3',
  parseInteger: '"w"',
  power: '2',
  replace: '"a", "b"',
  split: '","',
  substring: '0',
  substringAfter: '"a"',
  substringBefore: '"a"',
}
const calls = Object.keys(signatures).flatMap((name) => {
  const others = more[name]
  const plain = `$${name}(trigger.name${others === undefined ? '' : `, ${others}`})`
  return [plain, `(trigger.name ~> $${name}${others === undefined ? '' : `(${others})`})`, `"abc".${plain}`]
})

/** Whether every read of a step's one expression copes with absence. */
function copes(expression: string): boolean {
  const connections = { t: 'production-tracker' }
  const trigger = { operation: 'production-tracker.orderCompleted', connection: 't' }
  const step = {
    id: 'get',
    operation: 'production-tracker.anything',
    connection: 't',
    input: { x: `{% ${expression} %}` },
  }
  const text = JSON.stringify({ flow: 1, id: 'f', connections, trigger, steps: [step] })
  const reads = flowReader().read({ path: 'f.json', text }, connectorOf).usages[1]?.reads ?? []
  return reads.length > 0 && reads.every(({ ifAbsent }) => ifAbsent === 'tolerated')
}

it('is guarded by a default where a function makes nothing of nothing, and nowhere else', async () => {
  const coping = calls.filter((call) => copes(`${call} ?? "none"`))
  expect(coping).toEqual(expect.arrayContaining(['$uppercase(trigger.name)', '(trigger.name ~> $split(","))']))
  const moment = { now: 0, random: 0 }
  for (const call of coping) {
    const value = await evaluate(`${call} ?? "none"`, { trigger: {}, steps: {} }, { moment })
    expect([call, value]).toEqual([call, call.includes('$exists(') ? false : 'none'])
  }
})
