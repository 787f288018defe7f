import type { WebhookSecret } from '../../model/index.ts'

/** The key that a secret's text stands for; `null` where it is none. */
export function secretBytes(text: string, { encoding, prefix = '' }: WebhookSecret): Uint8Array | null {
  const bare = text.startsWith(prefix) ? text.slice(prefix.length) : text
  const pattern = { text: /^/, hex: /^([0-9a-f]{2})+$/i, base64: /^[A-Za-z0-9+/_-]+={0,2}$/ }[encoding]
  const bytes = pattern.test(bare) ? Buffer.from(bare, encoding === 'text' ? 'utf8' : encoding) : null
  // A lone letter is base64 of nothing: anybody can sign by that.
  return bytes === null || bytes.length === 0 ? null : bytes
}

/** A fresh secret as the service is told it. */
export function writtenSecret(random: Uint8Array, { encoding, prefix = '' }: WebhookSecret): string {
  return prefix + Buffer.from(random).toString(encoding === 'text' ? 'base64url' : encoding)
}
