import { argumentInvalid } from '../errors/index.ts'
import { dict } from '../model/index.ts'
import type { Transport, TransportRequest } from './transport.ts'

const defaultTimeout = 30_000
/** Answers that have no body (Fetch Standard, null body status). */
const bodiless: ReadonlySet<number> = new Set([101, 204, 205, 304])

/**
 * A `fetch` over the transport, for libraries that bring requests of their own (token endpoints, metadata): unsigned,
 * under the same origin rules, `redirect: 'manual'` honoured. It rejects with what {@link Transport.send} throws.
 * `timeout`: milliseconds for each request.
 */
export function createFetch(transport: Transport, timeout: number = defaultTimeout): typeof fetch {
  return async (input, init) => {
    const answer = await transport.send(await readRequest(new Request(input, init), timeout))
    const body = bodiless.has(answer.status) ? null : new Uint8Array(answer.body)
    return new Response(body, { status: answer.status, headers: { ...answer.headers } })
  }
}

async function readRequest(request: Request, timeout: number): Promise<TransportRequest> {
  if (request.redirect === 'error')
    throw argumentInvalid('A request was not sent: "redirect" may be "follow" or "manual".')
  const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer())
  return {
    method: request.method,
    url: request.url,
    headers: dict(request.headers),
    ...(body !== undefined && { body }),
    redirect: request.redirect,
    timeout,
    signal: request.signal,
  }
}
