import { hash } from 'node:crypto'

/**
 * Names a change or finding the same wherever and whenever it is found: 16 hexadecimal digits over what it concerns.
 */
export function fingerprint(...parts: readonly (string | null)[]): string {
  return hash('sha256', JSON.stringify(parts)).slice(0, 16)
}
