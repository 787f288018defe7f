import { diffConnectors } from '../../src/diff/index.ts'
import type { AssessedDependent, Assessment } from '../../src/impact/index.ts'
import type { Connector, Json, Place, Read, Supply, SupplySource, Usage } from '../../src/model/index.ts'
import { actionOf, connectorOf, objectOf } from '../diff/models.ts'

const text = { type: 'string' }
const integer = { type: 'integer', minimum: 0 }

/** The tracker of the Pune scenario; `sku` is called as asked. */
export function tracker(sku = 'sku', extra: { readonly [name: string]: Json } = {}): Connector {
  const fields = { [sku]: text, quantity: integer, completedAt: { type: 'string', format: 'date-time' } }
  return connectorOf({
    id: 'production-tracker',
    servers: [{ url: 'https://{host}/api', variables: {} }],
    operations: {
      getOrder: actionOf('getOrder', { output: { $ref: '#/schemas/Order' } }),
      orderCompleted: actionOf('orderCompleted', { kind: 'trigger', output: { $ref: '#/schemas/CompletedOrder' } }),
    },
    schemas: {
      Order: objectOf(
        { id: text, status: { enum: ['planned', 'running', 'completed'] }, ...fields },
        'id',
        'status',
        sku,
        'quantity',
      ),
      CompletedOrder: objectOf({ id: text, ...fields, ...extra }, 'id', sku, 'quantity', 'completedAt'),
    },
  })
}

export const inventory: Connector = connectorOf({
  id: 'zoho-inventory',
  operations: {
    findItem: actionOf('findItem', {
      input: objectOf({ sku: { type: 'string', minLength: 1 } }, 'sku'),
      output: objectOf({ item_id: text, name: text }, 'item_id'),
    }),
    adjustStock: actionOf('adjustStock', {
      effect: 'once',
      input: objectOf(
        { itemId: text, quantity: { type: 'number' }, reference: text, date: text },
        'itemId',
        'quantity',
        'reference',
        'date',
      ),
      output: objectOf({ inventory_adjustment_id: text }, 'inventory_adjustment_id'),
    }),
  },
})

const at = (line: number, pointer: string, expression: string): Place => ({
  file: 'restock-on-completion.yaml',
  line,
  pointer,
  expression,
})

/** A read and the supply that it feeds, as a whole-string expression makes them. */
function copied(
  path: readonly string[],
  from: { step: string; path: readonly string[] },
  place: Place,
): { supply: Supply; read: Read } {
  const source: SupplySource = { kind: 'copy', ...from }
  return {
    supply: { path, from: source, at: place },
    read: { ...from, as: 'value', ifAbsent: 'drops', at: place },
  }
}

const sku = copied(['sku'], { step: 'trigger', path: ['sku'] }, at(8, '/steps/0/input/sku', 'trigger.sku'))
const itemId = copied(
  ['itemId'],
  { step: 'item', path: ['item_id'] },
  at(14, '/steps/1/input/itemId', 'steps.item.item_id'),
)
const quantity = copied(
  ['quantity'],
  { step: 'trigger', path: ['quantity'] },
  at(15, '/steps/1/input/quantity', 'trigger.quantity'),
)
const when: Read = {
  step: 'trigger',
  path: ['quantity'],
  as: 'test',
  ifAbsent: 'drops',
  at: at(12, '/steps/1/when', 'trigger.quantity > 0'),
}
const step = (line: number, pointer: string): Place => ({ file: 'restock-on-completion.yaml', line, pointer })

/** The usages of `restock-on-completion`. */
export const usages: readonly Usage[] = [
  {
    step: 'trigger',
    operation: 'production-tracker.orderCompleted',
    at: step(4, '/trigger/operation'),
    supplies: [],
    reads: [],
  },
  {
    step: 'item',
    operation: 'zoho-inventory.findItem',
    at: step(6, '/steps/0/operation'),
    supplies: [sku.supply],
    reads: [sku.read],
  },
  {
    step: 'adjust',
    operation: 'zoho-inventory.adjustStock',
    at: step(10, '/steps/1/operation'),
    supplies: [
      itemId.supply,
      quantity.supply,
      { path: ['reference'], from: { kind: 'literal', value: 'r' }, at: null },
      { path: ['date'], from: { kind: 'literal', value: '2026-11-23' }, at: null },
    ],
    reads: [itemId.read, quantity.read, when],
  },
]

export const restock: AssessedDependent = {
  dependent: { organisation: 'pune', id: 'restock-on-completion', edition: '1', kind: 'flow' },
  usages,
  complete: true,
}

/** What the change does to the flow (or the dependents given), both connectors known. */
export function changing(base: Connector, revision: Connector | null, more: Partial<Assessment> = {}): Assessment {
  return {
    base: 'base',
    revision: 'revision',
    pairs: [{ base, revision, changes: diffConnectors(base, revision) }],
    connectorOf: (id) => (id === 'zoho-inventory' ? inventory : undefined),
    dependents: [restock],
    ...more,
  }
}
