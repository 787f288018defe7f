import { type Answer, FaultQueue, json, NumberedLog, type ReceivedRequest } from '../serving/index.ts'
import type { Order } from './order.ts'
import { type OrderQuery, Orders } from './orders.ts'
import { readOrderQuery, writeCursor } from './read-order-query.ts'
import { type TrackerDelivery, Webhooks } from './webhooks.ts'

export interface TrackerServiceOptions {
  readonly key: string
  readonly pageSize: number
  readonly now: () => number
}

/** What a tracker does with a request that it does not answer as usual. */
export type TrackerFault =
  | { readonly kind: 'fail'; readonly status: number; readonly retryAfter?: string | undefined }
  | { readonly kind: 'hold' }

/** A fault as it happened; a held page is announced with the orders on it, before it is sent. */
export type TrackerAnnouncement =
  | { readonly kind: 'failed'; readonly path: string; readonly status: number }
  | { readonly kind: 'held'; readonly path: string; readonly orders: readonly string[] }

/** The tracker's API under `/api`, an API key in `X-Api-Key`, errors as `{ error: { code, message } }`. */
export class TrackerService {
  readonly orders = new Orders()
  readonly faults = new FaultQueue<'any' | 'page', TrackerFault>(['any', 'page'])
  readonly requests = new NumberedLog<ReceivedRequest>()
  readonly announcements = new NumberedLog<TrackerAnnouncement>()
  readonly deliveries = new NumberedLog<TrackerDelivery>()
  readonly webhooks: Webhooks
  servesSku = true
  readonly #options: TrackerServiceOptions
  readonly #held = new Set<() => void>()

  constructor(options: TrackerServiceOptions) {
    this.#options = options
    this.webhooks = new Webhooks({ now: options.now, deliveries: this.deliveries })
  }

  async handle(request: ReceivedRequest): Promise<Answer> {
    this.requests.add(request)
    const fault = this.faults.take('any')
    if (fault?.kind === 'fail') return this.#fail(request, fault)
    if (request.headers['x-api-key'] !== this.#options.key) return problem(401, 'unauthorised', 'X-Api-Key is wrong')
    const [, root, collection, id, ...rest] = request.path.split('/')
    if (root === 'api' && collection === 'webhooks' && rest.length === 0) return this.#webhook(request, id)
    if (root !== 'api' || collection !== 'orders' || rest.length > 0) return problem(404, 'not_found', 'No such path')
    if (request.method !== 'GET') return problem(405, 'method_not_allowed', 'Use GET', { allow: 'GET' })
    return id === undefined ? this.#list(request) : this.#get(id)
  }

  /** Sends every page that is held; how many there were. */
  release(): number {
    const { size } = this.#held
    for (const send of this.#held) send()
    this.#held.clear()
    return size
  }

  /** Completes an order, and tells who subscribed. */
  complete(id: string, at: string): Order {
    const order = this.orders.complete(id, at)
    this.webhooks.completed(this.#represent(order))
    return order
  }

  #webhook({ method, body }: ReceivedRequest, id: string | undefined): Answer {
    if (id === undefined && method === 'POST') {
      const made = this.webhooks.subscribe(parse(body))
      return typeof made === 'string' ? problem(400, 'invalid_parameter', made) : json(201, made)
    }
    if (id !== undefined && method === 'DELETE')
      return this.webhooks.unsubscribe(id) ? json(200, {}) : problem(404, 'not_found', 'There is no such webhook')
    const allow = id === undefined ? 'POST' : 'DELETE'
    return problem(405, 'method_not_allowed', `Use ${allow}`, { allow })
  }

  #get(encodedId: string): Answer {
    const id = decode(encodedId)
    const order = id === undefined ? undefined : this.orders.get(id)
    return order === undefined ? problem(404, 'not_found', 'There is no such order') : json(200, this.#represent(order))
  }

  async #list(request: ReceivedRequest): Promise<Answer> {
    const query = readOrderQuery(request.query)
    if (typeof query === 'string') return problem(400, 'invalid_parameter', query)
    const page = this.#page(request, query)
    const fault = this.faults.take('page')
    if (fault?.kind === 'fail') return this.#fail(request, fault)
    if (fault?.kind === 'hold') await this.#hold(request, page.orders)
    return json(200, page)
  }

  #page(
    { query }: ReceivedRequest,
    orderQuery: OrderQuery,
  ): { orders: Record<string, unknown>[]; next: string | null } {
    const { orders, next } = this.orders.page(orderQuery, this.#options.pageSize)
    const following = next && new URLSearchParams({ ...query, cursor: writeCursor(next) })
    return { orders: orders.map((order) => this.#represent(order)), next: following && `orders?${following}` }
  }

  #hold({ path }: ReceivedRequest, orders: readonly Record<string, unknown>[]): Promise<void> {
    return new Promise((resolve) => {
      this.#held.add(resolve)
      this.announcements.add({ kind: 'held', path, orders: orders.map(({ id }) => String(id)) })
    })
  }

  #fail({ path }: ReceivedRequest, { status, retryAfter }: TrackerFault & { kind: 'fail' }): Answer {
    this.announcements.add({ kind: 'failed', path, status })
    return problem(status, 'unavailable', 'Try again', retryAfter === undefined ? {} : { 'retry-after': retryAfter })
  }

  #represent({ itemCode, id, status, quantity, completedAt }: Order): Record<string, unknown> {
    return { id, status, ...(this.servesSku ? { sku: itemCode } : {}), itemCode, quantity, completedAt }
  }
}

function problem(status: number, code: string, message: string, headers: Record<string, string> = {}): Answer {
  return json(status, { error: { code, message } }, headers)
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
