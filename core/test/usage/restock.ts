import type { Dependent, Usage } from '../../src/model/index.ts'

/** A flow of two steps, with every kind of supply and of read. */
export const restock: Dependent = { organisation: 'pune', id: 'restock', edition: '1', title: 'Restock', kind: 'flow' }

export const trigger: Usage = { step: 'trigger', operation: 'tracker.orderCompleted', supplies: [], reads: [] }

export const item: Usage = {
  step: 'item',
  operation: 'stock.findItem',
  connection: 'stock',
  retried: true,
  supplies: [
    {
      path: ['sku'],
      from: { kind: 'copy', step: 'trigger', path: ['sku'] },
      at: { file: 'restock.yaml', line: 9, pointer: '/steps/0/input/sku', expression: 'trigger.sku' },
    },
    { path: ['page'], from: { kind: 'literal', value: 1 }, at: null },
    { path: ['note'], from: { kind: 'derived', reads: [{ step: 'trigger', path: [] }], schema: true }, at: null },
    { path: ['rest'], from: { kind: 'unknown' }, at: null },
    {
      path: ['name'],
      from: {
        kind: 'either',
        options: [
          { kind: 'copy', step: 'trigger', path: ['name'], known: 'not-null' },
          { kind: 'sequence', of: { kind: 'copy', step: 'trigger', path: ['lines', '*', 'name'] } },
          { kind: 'derived', reads: [], needs: [{ step: 'trigger', path: ['sku'] }], schema: { type: 'string' } },
        ],
      },
      at: null,
    },
  ],
  reads: [
    { step: 'trigger', path: ['lines', '*', 'sku'], as: 'value', ifAbsent: 'drops', handedOn: true, at: null },
    { step: 'trigger', path: ['a', 'b'], as: 'value', ifAbsent: 'drops', guarded: 1, notNull: 1, at: null },
    { step: 'trigger', path: ['sku'], as: 'test', ifAbsent: 'tolerated', presence: true, at: null },
    { step: 'trigger', path: ['sku'], as: 'test', ifAbsent: 'drops', becomes: 'skip', at: null },
  ],
}
