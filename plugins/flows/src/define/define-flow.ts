import type { ActionName, TriggerName } from '@jackfield/core'
import type { Connected, FlowDefinition } from './flow-definition.ts'

/**
 * A flow document in TypeScript: what is given, as it is. With the declarations that `jackfield types` writes, the
 * names of operations and the shapes of inputs are checked where they are written. What only the connectors or the
 * expressions can tell is checked when the flow is added, as for every document.
 *
 * @example
 * ```ts
 * import { defineFlow } from '@jackfield/flows'
 *
 * export const restock = defineFlow({
 *   flow: 1,
 *   id: 'restock',
 *   connections: { tracker: 'production-tracker', stock: 'zoho-inventory' },
 *   trigger: { operation: 'production-tracker.orderCompleted', connection: 'tracker' },
 *   steps: [
 *     { id: 'item', operation: 'zoho-inventory.findItem', connection: 'stock', input: { sku: '{% trigger.sku %}' } },
 *   ],
 * })
 * ```
 */
export function defineFlow<
  const Trigger extends TriggerName,
  const Steps extends readonly ActionName[],
  const Connections extends Connected = Record<never, never>,
>(flow: FlowDefinition<Trigger, Steps, Connections>): FlowDefinition<Trigger, Steps, Connections> {
  return flow
}
