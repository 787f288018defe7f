import type { Usage } from '@jackfield/core'
import { flowReader } from '../src/usage/index.ts'
import { connectorOf } from './fixtures/connectors.ts'

export const reader = flowReader()

/** The text of a flow whose last step is given. */
export function flowWith(step: object): string {
  return JSON.stringify({
    flow: 1,
    id: 'f',
    connections: { t: 'production-tracker', s: 'zoho-inventory' },
    trigger: { operation: 'production-tracker.orderCompleted', connection: 't' },
    steps: [
      { id: 'item', operation: 'zoho-inventory.findItem', connection: 's', input: { sku: 'x' } },
      {
        id: 'each',
        operation: 'zoho-inventory.findItem',
        connection: 's',
        forEach: '{% [1..2] %}',
        input: { sku: 'x' },
      },
      { id: 'free', operation: 'production-tracker.anything', connection: 't' },
      { id: 'last', operation: 'zoho-inventory.findAdjustment', connection: 's', ...step },
    ],
  })
}

/** What is read of a flow whose last step is given: that step’s usage, and the codes of the problems. */
export function usageOf(step: object): { usage: Usage; codes: string[]; complete: boolean } {
  const { usages, problems, complete } = reader.read({ path: 'f.json', text: flowWith(step) }, connectorOf)
  const codes = problems.filter((problem) => problem.code !== 'input-undeclared').map((problem) => problem.code)
  return { usage: usages.at(-1) as Usage, codes, complete }
}

/** `step.path as ifAbsent`, each once, in order; `value drops` is left out. */
export function shown({ reads }: Usage): string[] {
  const all = reads.map(({ step, path, as, ifAbsent, guarded }) =>
    [[step, ...path].join('.'), as === 'value' ? '' : as, ifAbsent === 'drops' ? '' : ifAbsent, guarded ?? '']
      .filter(Boolean)
      .join(' '),
  )
  return [...new Set(all)]
}
