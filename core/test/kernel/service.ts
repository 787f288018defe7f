import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

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
  const server = createServer((request, response) => {
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    orders,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
