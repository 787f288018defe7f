import type { IncomingMessage } from 'node:http'
import { type Dict, dict, type Json } from '../model/index.ts'

/** A request as it reached the fake service. */
export interface FakeRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** What stood for `{name}` in the route's path, decoded. */
  readonly params: Dict<string>
  readonly query: URLSearchParams
  /** Lower-case names. */
  readonly headers: Dict<string>
  readonly bytes: Uint8Array
  /** The body as text, UTF-8. */
  text(): string
  /** The body read as JSON; `null` where it is empty. Throws `SyntaxError`. */
  json(): Json
}

/** Read to its end; `params` are not known yet. */
export async function readRequest(message: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const url = new URL(message.url ?? '/', 'http://service')
  const headers = Object.entries(message.headers).map(([name, value]): [string, string] => [name, String(value)])
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    params: {},
    query: url.searchParams,
    headers: dict(headers),
    bytes,
    text: () => bytes.toString('utf8'),
    json: () => (bytes.length === 0 ? null : (JSON.parse(bytes.toString('utf8')) as Json)),
  }
}
