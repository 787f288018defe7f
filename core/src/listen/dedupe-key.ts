import { createHash } from 'node:crypto'
import { canonicalJson, type Json, type ListenerId } from '../model/index.ts'

/**
 * What makes an item the same: a digest of the values at the trigger's key pointers. Of the values alone, so that it
 * survives a connector that renames its fields.
 */
export function dedupeKey(values: readonly Json[]): string {
  return createHash('sha256').update(canonicalJson(values)).digest('base64url')
}

/** The same for the same item of the same listener, however often it is delivered. */
export function eventId(listener: ListenerId, key: string): string {
  return `evt_${createHash('sha256').update(`${listener} ${key}`).digest('hex').slice(0, 32)}`
}
