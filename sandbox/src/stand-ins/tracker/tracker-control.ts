import {
  type AfterOptions,
  ControlError,
  type ControlTable,
  type Numbered,
  type ReceivedRequest,
} from '../serving/index.ts'
import type { Order } from './order.ts'
import type { NewOrder } from './orders.ts'
import type { TrackerAnnouncement, TrackerService } from './tracker-service.ts'
import type { TrackerDelivery, TrackerWebhook } from './webhooks.ts'

/** How a test or a scenario steers the production tracker. */
export interface TrackerControl {
  createOrder(order: NewOrder): Promise<Order>
  /** `at` is RFC 3339 and kept as written. @default now */
  completeOrder(order: { id: string; at?: string }): Promise<Order>
  /** In the order in which they are listed: by completion, those not completed last. */
  orders(): Promise<Order[]>
  /** Whether orders are served with `sku` beside `itemCode`. */
  serveSku(options: { serve: boolean }): Promise<void>
  /** The next `times` requests for a page are answered only after `releasePages`, with what they found on arrival. */
  holdPages(options?: { times?: number }): Promise<void>
  /** How many pages were held. */
  releasePages(): Promise<{ released: number }>
  /** The next `times` requests are answered with `status`; `retryAfter` is the `Retry-After` header as it goes out. */
  failNext(options: { status: number; times?: number; retryAfter?: string; only?: 'any' | 'page' }): Promise<void>
  /** Every request as it was received, signed as it was. */
  requests(options?: AfterOptions): Promise<Numbered<ReceivedRequest>[]>
  announcements(options?: AfterOptions): Promise<Numbered<TrackerAnnouncement>[]>
  /** Completed orders are told only after `releaseDeliveries`. */
  holdDeliveries(): Promise<void>
  releaseDeliveries(): Promise<void>
  /** Who is told of completed orders. */
  webhooks(): Promise<TrackerWebhook[]>
  /** Every attempt to tell them. */
  deliveries(options?: AfterOptions): Promise<Numbered<TrackerDelivery>[]>
}

export const trackerCalls: ControlTable<TrackerControl> = {
  createOrder: true,
  completeOrder: true,
  orders: true,
  serveSku: true,
  holdPages: true,
  releasePages: true,
  failNext: true,
  holdDeliveries: true,
  releaseDeliveries: true,
  requests: true,
  announcements: true,
  webhooks: true,
  deliveries: true,
}

export function createTrackerControl(service: TrackerService, now: () => number): TrackerControl {
  return {
    createOrder: async (order) => service.orders.create(order),
    completeOrder: async ({ id, at = new Date(now()).toISOString() }) => service.complete(id, at),
    orders: async () => service.orders.all(),
    serveSku: async ({ serve }) => {
      if (typeof serve !== 'boolean') throw new ControlError('"serve" is true or false')
      service.servesSku = serve
    },
    holdPages: async ({ times } = {}) => service.faults.plan('page', { kind: 'hold' }, times),
    releasePages: async () => ({ released: service.release() }),
    failNext: async ({ status, times, retryAfter, only = 'any' }) => {
      if (!(Number.isInteger(status) && status >= 400 && status < 600)) {
        throw new ControlError('The "status" of a failure is from 400 to 599')
      }
      service.faults.plan(only, { kind: 'fail', status, retryAfter }, times)
    },
    holdDeliveries: async () => service.webhooks.hold(),
    releaseDeliveries: async () => service.webhooks.release(),
    requests: (options) => service.requests.after(options),
    announcements: (options) => service.announcements.after(options),
    webhooks: async () => service.webhooks.list(),
    deliveries: (options) => service.deliveries.after(options),
  }
}
