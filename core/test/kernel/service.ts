import { serve } from '../http/serve.ts'

export interface Seen {
  readonly method: string
  readonly path: string
  readonly key: string | undefined
}

/** A production tracker of one page: orders with sku and itemCode, behind an API key. */
export interface Tracker extends AsyncDisposable {
  readonly origin: string
  readonly seen: Seen[]
  readonly orders: Record<string, unknown>[]
}

export async function startTracker(key: string): Promise<Tracker> {
  const seen: Seen[] = []
  const orders: Record<string, unknown>[] = []
  const served = await serve((request, response) => {
    const given = request.headers['x-api-key']
    seen.push({ method: request.method ?? '', path: request.url ?? '', key: given as string | undefined })
    response.setHeader('content-type', 'application/json')
    if (given !== key) {
      response.statusCode = 401
      response.end('{"message":"Unknown key"}')
      return
    }
    const id = /\/orders\/([^?]+)/.exec(request.url ?? '')?.[1]
    const found = id === undefined ? { orders } : orders.find((order) => order.id === id)
    response.statusCode = found === undefined ? 404 : 200
    response.end(JSON.stringify(found ?? { message: 'No such order' }))
  })
  return {
    ...served,
    seen,
    orders,
  }
}
