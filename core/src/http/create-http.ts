import { argumentInvalid } from '../errors/index.ts'
import { type Dict, dict } from '../model/index.ts'
import type { Http, HttpAnswer, HttpOptions } from './http.ts'
import { printableUrl } from './printable-url.ts'
import { ReceivedAnswer } from './received-answer.ts'
import { urlBelow } from './relative-path.ts'
import { sendWithRetry } from './send-with-retry.ts'
import { isSuccess, statusFailure } from './status-failure.ts'
import type { Signer, Transport, TransportRequest } from './transport.ts'

export interface HttpClientOptions {
  readonly transport: Transport
  /** The server's URL; every path stays below it. */
  readonly baseUrl: string
  readonly signer: Signer | null
  /** Milliseconds for each attempt. */
  readonly timeout: number
  readonly signal?: AbortSignal
  /** Told of every request that may change something, before it is sent. */
  readonly onUnsafe?: () => void
}

/** Makes the client that connector code gets. Printing it shows its verbs and nothing else. */
export function createHttp(options: HttpClientOptions): Http {
  const verb = (method: string) => (path: string, given?: HttpOptions) => call(options, method, { path, ...given })
  return Object.freeze({
    get: verb('GET'),
    head: verb('HEAD'),
    post: verb('POST'),
    put: verb('PUT'),
    patch: verb('PATCH'),
    delete: verb('DELETE'),
  })
}

async function call(
  options: HttpClientOptions,
  method: string,
  given: HttpOptions & { readonly path: string },
): Promise<HttpAnswer> {
  const url = urlBelow(options.baseUrl, given.path)
  const plain = printableUrl(url)
  if (method !== 'GET' && method !== 'HEAD') options.onUnsafe?.()
  const request = transportRequest(options, given, { method, url })
  const answer = await sendWithRetry(options.transport, request, plain)
  const what = `${method} ${plain}`
  if (!isSuccess(answer.status)) throw statusFailure(answer, what, { now: Date.now() })
  return new ReceivedAnswer(answer, what)
}

function transportRequest(
  options: HttpClientOptions,
  given: HttpOptions,
  target: { readonly method: string; readonly url: URL },
): TransportRequest {
  const { signal, signer } = options
  const headers = lowerCase(given.headers)
  if (given.json !== undefined) headers['content-type'] ??= 'application/json'
  const body = bodyOf(given)
  return {
    method: target.method,
    url: withQuery(target.url, given.query),
    headers,
    timeout: given.timeout ?? options.timeout,
    ...(body !== undefined && { body }),
    ...(signer !== null && { signer }),
    ...(signal !== undefined && { signal }),
  }
}

function withQuery(url: URL, query: HttpOptions['query']): string {
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) url.searchParams.append(name, String(one))
  return url.href
}

function bodyOf(given: HttpOptions): string | Uint8Array | undefined {
  if (given.json === undefined) return given.body
  if (given.body === undefined) return JSON.stringify(given.json)
  throw argumentInvalid('A request was not sent: it has both "json" and "body".', { hint: 'Give one of them.' })
}

function lowerCase(headers: Dict<string> = {}): Record<string, string> {
  return dict(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
