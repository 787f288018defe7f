import type { IncomingMessage } from 'node:http'

const bodyLimit = 1024 * 1024

/** A request as it came over the wire; header names in lower case, repeated values joined with `, `. */
export interface ReceivedRequest {
  readonly method: string
  /** Without the query, still percent-encoded. */
  readonly path: string
  readonly query: Record<string, string>
  readonly headers: Record<string, string>
  readonly body: string
  /** ISO 8601, UTC. */
  readonly at: string
}

/** Reads a request to its end; `undefined` where its body is longer than a mebibyte or its target is no path. */
export async function receiveRequest(
  incoming: IncomingMessage,
  now: () => number,
): Promise<ReceivedRequest | undefined> {
  const at = new Date(now()).toISOString()
  const [path = '/', query = ''] = (incoming.url ?? '/').split('?', 2)
  const body = await readBody(incoming)
  if (body === undefined || !path.startsWith('/')) return undefined
  const headers = Object.entries(incoming.headersDistinct).map(([name, values]) => [name, (values ?? []).join(', ')])
  return {
    method: incoming.method ?? 'GET',
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: Object.fromEntries(headers),
    body,
    at,
  }
}

async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > bodyLimit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
