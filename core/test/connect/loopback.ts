import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { serve as serveHttp } from '../http/serve.ts'

export interface Loopback extends AsyncDisposable {
  readonly address: string
}

export interface Arrived {
  /** The declared host. */
  readonly host: string
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly form: URLSearchParams
}

export async function serve(listener: RequestListener): Promise<Loopback> {
  const { origin, ...served } = await serveHttp(listener)
  return { address: origin, ...served }
}

export type Answer = (arrived: Arrived, response: ServerResponse) => void | Promise<void>

/** A service that remembers what arrived. */
export async function serveAnswers(answer: Answer): Promise<Loopback & { readonly arrived: Arrived[] }> {
  const arrived: Arrived[] = []
  const loopback = await serve(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { headers, method = '', url = '' } = request
    const { pathname, searchParams } = new URL(url, 'http://loopback')
    const form = new URLSearchParams(Buffer.concat(chunks).toString())
    const seen = { host: headers.host ?? '', method, path: pathname, query: searchParams, headers, form }
    arrived.push(seen)
    await answer(seen, response)
  })
  return Object.assign(loopback, { arrived })
}

export function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}
