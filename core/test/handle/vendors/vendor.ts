import { createHmac } from 'node:crypto'

/** A service as its vendor documents it: how it is declared, and what it sends. */
export interface Vendor {
  readonly webhook: string
  readonly credentials?: Readonly<Record<string, string>>
  /** Milliseconds since 1970, where what is sent is of a moment. */
  readonly at?: number
  /** A delivery that is the service's. */
  sent(url: string): Request
  /** What somebody else may send; none is taken. */
  forged(url: string): Record<string, Request>
}

export const hmac = (
  algorithm: string,
  secret: string | Buffer,
  text: string,
  encoding: 'hex' | 'base64' = 'hex',
): string => createHmac(algorithm, secret).update(text).digest(encoding)

export const post = (url: string, body: string, headers: Record<string, string> = {}): Request =>
  new Request(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })

export const items = `
      items: ''
      dedupe: { key: [/id] }`

export const now = 1_531_420_618
