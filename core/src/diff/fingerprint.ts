import { createHash } from 'node:crypto'

/** Names a change or finding the same wherever and whenever it is found: 16 hexadecimal digits over what it concerns. */
export function fingerprint(...parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}
