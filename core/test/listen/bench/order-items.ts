import type { codePolling } from '../../../src/listen/index.ts'
import { orderPages } from './order-pages.ts'
import { ordersPoll } from './poll-model.ts'

/**
 * What a function of a host's own would yield: orders since its cursor less five minutes, the latest so far as cursor.
 */
export function orderItems(origin: string): Parameters<typeof codePolling>[0]['items'] {
  const pages = orderPages(origin, ordersPoll())
  return async function* (input, cursor, signal) {
    let latest = cursor
    for await (const orders of pages(input, cursor, signal))
      yield orders.map((data) => {
        const { id, completedAt } = data as { readonly id: string; readonly completedAt: string }
        latest = latest === null || completedAt > String(latest) ? completedAt : latest
        return { id: `${id} ${completedAt}`, data, cursor: latest }
      })
  }
}
