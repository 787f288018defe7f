import type { Order } from '../../stand-ins/index.ts'
import type { Scene } from '../scene.ts'
import { completeOrder } from './complete-order.ts'

/** Completes an order and sees it go through, once. */
export async function flowThrough(scene: Scene, order: Order): Promise<void> {
  const { events, stock, narrator } = scene
  await completeOrder(scene, order)
  await events.take('run:finished', { expected: `the run for order ${order.id} to finish` })
  await stock.expectExact()
  narrator.line('exact', `${order.id} is in stock: adjusted once, by ${order.quantity}`, 'good')
}
