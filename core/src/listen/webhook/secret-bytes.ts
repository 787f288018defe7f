import type { WebhookSecret } from '../../model/index.ts'

/** The key that a secret's text stands for; `null` where it is none. */
export function secretBytes(text: string, { encoding, prefix = '' }: WebhookSecret): Uint8Array | null {
  const bare = text.startsWith(prefix) ? text.slice(prefix.length) : text
  if (encoding === 'text') return bare === '' ? null : Buffer.from(bare, 'utf8')
  const pattern = encoding === 'hex' ? /^([0-9a-f]{2})+$/i : /^[A-Za-z0-9+/_-]+={0,2}$/
  return pattern.test(bare) ? Buffer.from(bare, encoding) : null
}

/** A fresh secret as the service is told it. */
export function writtenSecret(random: Uint8Array, { encoding, prefix = '' }: WebhookSecret): string {
  return prefix + Buffer.from(random).toString(encoding === 'text' ? 'base64url' : encoding)
}
