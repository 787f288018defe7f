/** `{ trigger, steps }` of a flow as its document, with the connections that the world has. */
export function document(steps: readonly object[], rest: object = {}): string {
  return JSON.stringify({
    flow: 1,
    id: 'restock',
    connections: { tracker: 'production-tracker', stock: 'zoho-inventory' },
    trigger: { operation: 'production-tracker.orderCompleted', connection: 'tracker' },
    steps: steps.map((step) => ({
      operation: 'zoho-inventory.note',
      connection: 'stock',
      input: { sku: 'a' },
      ...step,
    })),
    ...rest,
  })
}

export const find = { id: 'find', operation: 'zoho-inventory.findItem', input: { sku: '{% trigger.sku %}' } }

export const adjust = {
  id: 'adjust',
  operation: 'zoho-inventory.adjustStock',
  input: {
    itemId: '{% steps.find.item_id %}',
    quantity: '{% trigger.quantity %}',
    reference: '{% trigger.id %}',
    date: '2026-01-01',
  },
}
