import type { HmacVerification, SignatureEncoding } from '../../model/index.ts'

/** What a signature's header holds. */
export interface SignatureHeader {
  readonly signatures: readonly Uint8Array[]
  /** As it stands there. */
  readonly timestamp?: string
}

const letters: Readonly<Record<SignatureEncoding, string>> = {
  hex: '[0-9A-Fa-f]+',
  base64: '[A-Za-z0-9+/]+={0,2}',
  base64url: '[A-Za-z0-9_-]+={0,2}',
}

/** More than any service sends while it changes its secret. */
const most = 16

/**
 * Finds every signature, and the first timestamp, that `format` describes; in any order, among whatever else is there.
 */
export function readSignatureHeader(value: string, { format, encoding }: HmacVerification): SignatureHeader {
  const found = matches(value, format, 'signature', letters[encoding])
  const signatures = found.slice(0, most).map((text) => Buffer.from(text, encoding))
  const [timestamp] = matches(value, format, 'timestamp', '[0-9A-Za-z:.+-]+')
  return { signatures, ...(timestamp !== undefined && { timestamp }) }
}

function matches(value: string, format: string, place: 'signature' | 'timestamp', inside: string): string[] {
  const [before, after] = format.split(`{${place}}`)
  if (before === undefined || after === undefined) return []
  const prefix = before.slice(before.lastIndexOf('}') + 1).replace(/^[,; ]+/, '')
  const suffix = /^[^,; {]*/.exec(after)?.[0] ?? ''
  const pattern = new RegExp(`(?:^|[,;\\s])${escaped(prefix)}(${inside})${escaped(suffix)}(?=$|[,;\\s])`, 'g')
  return [...value.matchAll(pattern)].map(([, text = '']) => text)
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
