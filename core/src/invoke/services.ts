import type { Http } from '../http/index.ts'
import type { Clock, Json, Log } from '../model/index.ts'

export type { Http, HttpAnswer, HttpOptions } from '../http/index.ts'

/** What a connector's own function is given for one call. Nothing in it leads to a credential. */
export interface Services {
  readonly http: Http
  readonly log: Log
  /** Kept per connection (per organisation where there is none). */
  readonly storage: Storage
  readonly clock: Clock
  /** Aborts with the call's time-out, or when the caller gives up. */
  readonly signal: AbortSignal
  /** The same for every attempt of one step. */
  readonly idempotencyKey: string
}

export interface Storage {
  get(key: string): Promise<Json | undefined>
  put(key: string, value: Json): Promise<void>
  remove(key: string): Promise<void>
}
