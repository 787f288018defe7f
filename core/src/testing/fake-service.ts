import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type FakeAnswer, sendAnswer } from './fake-answer.ts'
import { type FakeRequest, readRequest } from './fake-request.ts'
import { createRouter, type FakeRoutes } from './fake-routes.ts'

/** A service on loopback that answers as it is told and remembers what it was asked. */
export interface FakeService extends AsyncDisposable {
  /** `http://127.0.0.1:port` */
  readonly origin: string
  /** Every request, in the order in which they came. */
  readonly requests: readonly FakeRequest[]
  /** Answers otherwise from now on. */
  use(routes: FakeRoutes): void
  /** Forgets the requests so far. */
  clear(): void
}

/**
 * Starts one. What no route fits is answered 501 with the method and path in its body, and what a handler throws 500
 * with its message, so that a test says what it lacks.
 *
 * @example
 * ```ts
 * import { fakeService } from '@jackfield/core/testing'
 *
 * await using service = await fakeService({
 *   'GET /api/orders/{orderId}': ({ params }) => ({ json: { id: params.orderId ?? '', status: 'running' } }),
 *   'POST /api/orders': { status: 201, json: { id: '8' } },
 * })
 * ```
 */
export async function fakeService(routes: FakeRoutes = {}): Promise<FakeService> {
  const requests: FakeRequest[] = []
  let route = createRouter(routes)
  const server = createServer((message, response) => {
    answerTo(message).then(
      (answer) => sendAnswer(response, answer),
      (error: unknown) => sendAnswer(response, { status: 500, json: { message: String(error) } }),
    )
  })
  async function answerTo(message: IncomingMessage): Promise<FakeAnswer> {
    const read = await readRequest(message)
    const [handler, params] = route(read.method, read.path) ?? [missing, {}]
    const request = { ...read, params }
    requests.push(request)
    return typeof handler === 'function' ? handler(request) : handler
  }
  await listen(server)
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    use(others) {
      route = createRouter(others)
    },
    clear() {
      requests.length = 0
    },
    [Symbol.asyncDispose]: () => close(server),
  }
}

const missing = ({ method, path }: FakeRequest): FakeAnswer => ({
  status: 501,
  json: { message: `The fake service has no ${method} ${path}.` },
})

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
