import { createHmac } from 'node:crypto'
import type { HmacVerification } from '../../model/index.ts'
import { type Delivered, WebhookRefusal } from './delivered.ts'
import { isSameBytes } from './same-secret.ts'
import { secretBytes } from './secret-bytes.ts'
import { readSignatureHeader } from './signature-header.ts'

export interface Verifying {
  readonly delivered: Delivered
  /** Any of which may have signed. */
  readonly secrets: readonly string[]
  /** The URL that the service was given. */
  readonly url: string | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Throws `WebhookRefusal` (401) unless one signature in the header is of one of the secrets, and of this time. */
export function verifyHmac(verify: HmacVerification, { delivered, secrets, url, now }: Verifying): void {
  const value = headerOf(delivered, verify.header)
  const { signatures, timestamp: inHeader } = readSignatureHeader(value, verify)
  if (signatures.length === 0) throw refuse(`Its header "${verify.header}" has no signature of the declared format.`)
  const { timestamp: declared } = verify
  const timestamp = declared?.header === undefined ? inHeader : headerOf(delivered, declared.header)
  if (declared !== undefined) assertTimely(declared, timestamp, now)
  const signed = signedBytes(verify.signed, { delivered, timestamp, url })
  const fits = secrets.some((secret) => {
    const key = secretBytes(secret, verify.secret)
    if (key === null) return false
    const expected = createHmac(verify.algorithm, key).update(signed).digest()
    return signatures.reduce((found, signature) => isSameBytes(signature, expected) || found, false)
  })
  if (!fits) throw refuse('Its signature is not of the secret and what came.')
}

interface Signed {
  readonly delivered: Delivered
  readonly timestamp: string | undefined
  readonly url: string | undefined
}

function signedBytes(signed: string, { delivered, timestamp, url }: Signed): Uint8Array {
  const pieces = signed.split(/(\{[^{}]*\})/).map((piece): Uint8Array => {
    if (!piece.startsWith('{')) return Buffer.from(piece, 'utf8')
    const name = piece.slice(1, -1)
    if (name === 'body') return delivered.body
    if (name.startsWith('header.')) return Buffer.from(headerOf(delivered, name.slice(7)), 'latin1')
    const value =
      name === 'timestamp' ? timestamp : name === 'url' && url !== undefined ? url + delivered.url.search : undefined
    if (value === undefined) throw refuse(`It has no ${name}, which is signed.`)
    return Buffer.from(value, 'utf8')
  })
  return Buffer.concat(pieces)
}

function assertTimely(
  { unit, within }: NonNullable<HmacVerification['timestamp']>,
  text: string | undefined,
  now: number,
): void {
  const at = text === undefined ? Number.NaN : instantOf(text, unit)
  if (!Number.isFinite(at)) throw refuse('It has no readable time.')
  if (Math.abs(now - at) > within)
    throw refuse(`It was signed ${Math.round((now - at) / 1000)} s ago, and ${within / 1000} s are allowed.`)
}

function instantOf(text: string, unit: 's' | 'ms' | 'date-time'): number {
  if (unit === 'date-time') return Date.parse(text)
  if (!/^\d{1,16}$/.test(text)) return Number.NaN
  return Number(text) * (unit === 's' ? 1000 : 1)
}

function headerOf({ headers }: Delivered, name: string): string {
  const value = headers.get(name)
  if (value === null || value === '') throw refuse(`It has no header "${name}".`)
  return value
}

function refuse(message: string): WebhookRefusal {
  return new WebhookRefusal(401, message)
}
