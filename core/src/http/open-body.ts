import type { Readable } from 'node:stream'
import type { SendWatch } from './send-watch.ts'
import type { RequestBody, StreamedBody } from './transport.ts'

export function isStreamed(body: RequestBody | undefined): body is StreamedBody {
  return typeof body === 'object' && 'open' in body
}

/** The body anew, its length among the headers where it is known; each piece that leaves starts the time anew. */
export function openBody(
  body: StreamedBody,
  { headers, watch }: { readonly headers: string[]; readonly watch: SendWatch },
): Readable | '' {
  if (body.length === 0) return ''
  if (body.length !== undefined) headers.push('content-length', String(body.length))
  // undici takes any iterable; its types know one.
  return watched(body, watch) as unknown as Readable
}

async function* watched(body: StreamedBody, watch: SendWatch): AsyncIterable<Uint8Array> {
  for await (const piece of body.open()) {
    watch.moved()
    yield piece
  }
}
