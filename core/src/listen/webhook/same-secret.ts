import { createHash, timingSafeEqual } from 'node:crypto'

/** Compares in a time that tells neither where two texts differ nor how long one of them is. */
export function isSameText(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

export function isSameBytes(given: Uint8Array, expected: Uint8Array): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

function digest(value: string | Uint8Array): Buffer {
  return createHash('sha256').update(value).digest()
}
