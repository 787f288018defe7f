import type { Dict, JsonObject } from '../model/index.ts'

/** What a person filled in. */
export interface Filled {
  readonly scheme?: string | null | undefined
  readonly settings?: JsonObject | undefined
  readonly credentials?: Dict<string> | undefined
}
