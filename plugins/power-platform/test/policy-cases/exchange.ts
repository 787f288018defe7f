import type { Json, JsonObject } from '@jackfield/core'

/** One call through a policy: what is put in, what the service gets and what comes out. */
export interface Exchange {
  readonly it: string
  readonly with: JsonObject
  readonly section?: string
  readonly input?: JsonObject
  /** What the service answers; else an empty object. */
  readonly answer?: Json
  readonly status?: number
  /** What the service gets. */
  readonly sent?: {
    readonly headers?: JsonObject
    readonly query?: string
    readonly body?: Json
    readonly line?: string
  }
  readonly output?: Json
}
