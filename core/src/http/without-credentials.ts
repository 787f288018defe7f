import { isUtf8 } from 'node:buffer'
import { dict } from '../model/index.ts'
import type { Transport, TransportResponse } from './transport.ts'

/** Shorter ones are words that an answer may well have of its own. */
const shortest = 16

/**
 * The same transport for code that must not learn what signs its requests: an answer that repeats it, as services for
 * trying requests do, has `***` there. What is not text stays as it is, and so does what has fewer than 16 characters.
 */
export function withoutCredentials(transport: Transport): Transport {
  return {
    async send(request) {
      const answer = await transport.send(request)
      return request.signer === undefined ? answer : concealed(answer)
    },
    release: (holder) => transport.release(holder),
    [Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
  }
}

function concealed(answer: TransportResponse): TransportResponse {
  const conceal = (text: string): string => answer.redact(text, shortest)
  const headers = dict(Object.entries(answer.headers).map(([name, value]) => [name, conceal(value)]))
  return {
    ...answer,
    headers,
    body: concealedBody(answer.body, conceal),
    redact: (...given) => answer.redact(...given),
  }
}

function concealedBody(body: Uint8Array, conceal: (text: string) => string): Uint8Array {
  if (!isUtf8(body)) return body
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
  const clean = conceal(text)
  return clean === text ? body : Buffer.from(clean)
}
