import type { IncomingHttpHeaders } from 'node:http'
import { serve } from '../http/serve.ts'

export interface Called {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

export interface Answer {
  readonly status?: number
  readonly body?: unknown
}

/** A service on loopback that remembers what it was asked, and answers as the test says. */
export interface WebService extends AsyncDisposable {
  readonly origin: string
  readonly calls: Called[]
  answer(call: Called): Answer | Promise<Answer>
  /** Requests so far, as `POST /hooks`. */
  lines(): string[]
}

export async function startService(answer: WebService['answer']): Promise<WebService> {
  const served = await serve(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const { method = '', url: path = '', headers } = request
    const call = { method, path, headers, body: text === '' ? undefined : JSON.parse(text) }
    service.calls.push(call)
    const { status = 200, body } = await service.answer(call)
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(body === undefined ? '' : JSON.stringify(body))
  })
  const service: WebService = {
    ...served,
    calls: [],
    answer,
    lines: () => service.calls.map(({ method, path }) => `${method} ${path}`),
  }
  return service
}
