import type { Order } from '../../stand-ins/index.ts'
import type { Scene } from '../scene.ts'

/** Completes an order in the tracker and says so. */
export async function completeOrder({ stock, narrator }: Scene, order: Order): Promise<void> {
  await stock.complete(order)
  narrator.line('tracker', `order ${order.id} is completed: ${order.quantity} of ${order.itemCode}`)
}
