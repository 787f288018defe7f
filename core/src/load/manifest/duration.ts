import { type JsonObject, readDuration } from '../../model/index.ts'
import { textIn } from './drafting.ts'

/** Milliseconds; undefined for what is no duration. */
export function durationIn(owner: JsonObject, name: string): number | undefined {
  return readDuration(textIn(owner, name) ?? '') ?? undefined
}
