import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createTransport, type Transport, type TransportRequest } from '../../src/http/index.ts'

export interface Seen {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface LoopbackService extends AsyncDisposable {
  /** Where its socket is. */
  readonly address: string
  /** What has arrived, in order. */
  readonly seen: Seen[]
  readonly connections: number
}

export type Answering = (seen: Seen, response: ServerResponse, socket: Socket) => void

/** The origin that requests are declared for; its sockets go to a service on loopback. */
export const declared = 'https://api.example.com'

export async function startService(answer: Answering): Promise<LoopbackService> {
  const seen: Seen[] = []
  let connections = 0
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk)
    } catch {
      return // whoever sent it gave up
    }
    const { method = '', url = '', headers } = request
    const arrived = { method, url, headers, body: Buffer.concat(chunks).toString() }
    seen.push(arrived)
    answer(arrived, response, request.socket)
  })
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    get connections() {
      return connections
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function json(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(value))
}

export function transportTo(service: LoopbackService): Transport {
  return createTransport({ connectTo: { [declared]: service.address } })
}

export function get(path: string, more: Partial<TransportRequest> = {}): TransportRequest {
  return { method: 'GET', url: declared + path, headers: {}, timeout: 5_000, ...more }
}

export function textOf(answer: { readonly body: Uint8Array }): string {
  return Buffer.from(answer.body).toString()
}
