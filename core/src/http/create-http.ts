import type { CallFiles } from '../files/index.ts'
import { type Dict, dict } from '../model/index.ts'
import { createDownload } from './download.ts'
import type { Http, HttpAnswer, HttpOptions } from './http.ts'
import { httpBody } from './http-body.ts'
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
  /** Bytes of an answer that is no file, decoded. @default 64 MiB */
  readonly maxBytes?: number
  /** Where files are read from and kept. @default none */
  readonly files?: CallFiles
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
  const request = await transportRequest(options, given, { method, url })
  if (method !== 'GET' && method !== 'HEAD') options.onUnsafe?.()
  const download = given.download === true ? createDownload(options.files) : undefined
  const sent = download === undefined ? request : { ...request, receive: download.receive }
  const answer = await sendWithRetry(options.transport, sent, plain)
  const what = `${method} ${plain}`
  if (!isSuccess(answer.status)) throw statusFailure(answer, what, { now: Date.now() })
  return new ReceivedAnswer(answer, { what, file: download?.reference() })
}

async function transportRequest(
  { signal, signer, files, timeout, maxBytes }: HttpClientOptions,
  given: HttpOptions,
  target: { readonly method: string; readonly url: URL },
): Promise<TransportRequest> {
  const headers = lowerCase(given.headers)
  const body = hasBody(given) ? await httpBody(given, files) : undefined
  if (body?.mediaType !== undefined && (body.isFixed === true || headers['content-type'] === undefined))
    headers['content-type'] = body.mediaType
  return {
    method: target.method,
    url: withQuery(target.url, given.query),
    headers,
    timeout: given.timeout ?? timeout,
    ...(maxBytes !== undefined && given.download !== true && { maxBytes }),
    ...(body !== undefined && { body: body.body }),
    ...(signer !== null && { signer }),
    ...(signal !== undefined && { signal }),
  }
}

function hasBody({ json, body, form, multipart, file }: HttpOptions): boolean {
  return (json ?? body ?? form ?? multipart ?? file) !== undefined || json === null
}

function withQuery(url: URL, query: HttpOptions['query']): string {
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) url.searchParams.append(name, String(one))
  return url.href
}

function lowerCase(headers: Dict<string> = {}): Record<string, string> {
  return dict(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
