import type { IncomingMessage, ServerResponse } from 'node:http'
import { serve } from '../../http/serve.ts'

export interface Order {
  readonly id?: string | null
  readonly completedAt?: string | null
  readonly number?: number
}

/** A real service on loopback: `GET /orders?since=&page=` answers `{ orders, next }`. */
export interface OrderService extends AsyncDisposable {
  readonly origin: string
  readonly orders: Order[]
  /** Every request's path and query, in the order of arrival. */
  readonly requests: string[]
  /** How many requests were being answered at once, at most. */
  readonly busiest: () => number
  /** How many requests were given up before their answer. */
  readonly cutOff: () => number
  pageSize: number
  /** The order in which orders are listed. */
  listed: (orders: readonly Order[]) => readonly Order[]
  /** Called before each answer; it may wait, or answer with an error instead. */
  before: (request: URL) => Refusal | undefined | Promise<Refusal | undefined>
}

export interface Refusal {
  readonly status: number
  readonly headers?: Record<string, string>
}

export async function orderService(): Promise<OrderService> {
  let [busy, busiest, cutOff] = [0, 0, 0]
  const served = await serve(async (request, response) => {
    busy += 1
    busiest = Math.max(busiest, busy)
    response.once('close', () => {
      busy -= 1
      if (!response.writableEnded) cutOff += 1
    })
    await answer(service, request, response)
  })
  const service: OrderService = {
    ...served,
    orders: [],
    requests: [],
    busiest: () => busiest,
    cutOff: () => cutOff,
    pageSize: 2,
    listed: (orders) => orders,
    before: () => undefined,
  }
  return service
}

async function answer(service: OrderService, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', service.origin)
  service.requests.push(url.pathname + url.search)
  const refusal = await service.before(url)
  if (refusal !== undefined) {
    response.writeHead(refusal.status, refusal.headers).end()
    return
  }
  const { orders, next } = page(service, url)
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ orders, next }))
}

function page({ orders, pageSize, listed }: OrderService, url: URL): { orders: readonly Order[]; next: string | null } {
  const since = url.searchParams.get('since')
  const start = Number(url.searchParams.get('from') ?? 0)
  const found = listed(orders.filter((order) => since === null || isSince(order, since)))
  const next = new URL(url)
  next.searchParams.set('from', String(start + pageSize))
  const more = start + pageSize < found.length
  return { orders: found.slice(start, start + pageSize), next: more ? next.pathname + next.search : null }
}

/** `since` is a time or a number. */
function isSince(order: Order, since: string): boolean {
  if (/^-?\d+$/.test(since)) return (order.number ?? 0) >= Number(since)
  return order.completedAt == null || Date.parse(order.completedAt) >= Date.parse(since)
}
