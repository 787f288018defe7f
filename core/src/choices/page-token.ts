import { createHash } from 'node:crypto'
import { argumentInvalid } from '../errors/index.ts'

/**
 * Says where a page of choices begins. It holds the place itself, so that it is good for as long as the choices are,
 * and which choices they are (`of`), so that it is good for no others.
 */
export function writePageToken(index: number, of: string): string {
  return Buffer.from(JSON.stringify([index, markOf(of)])).toString('base64url')
}

/** Throws `argument-invalid`. */
export function readPageToken(token: string, of: string): number {
  try {
    const [index, mark] = JSON.parse(Buffer.from(token, 'base64url').toString()) as [unknown, unknown]
    if (Number.isSafeInteger(index) && (index as number) >= 0 && mark === markOf(of)) return index as number
  } catch {
    // It was never one of ours.
  }
  throw argumentInvalid('The "page" is not the "next" of these choices.', {
    hint: 'Ask for the first page again: leave "page" out when the input or the search changes.',
  })
}

function markOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12)
}
