import type { Http } from '../http/index.ts'
import type { Clock, Json, Log } from '../model/index.ts'

export type { Http, HttpAnswer, HttpOptions, HttpPart } from '../http/index.ts'

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

/** What a polling trigger's own function is given for one poll. */
export interface PollServices extends Services {
  /** The last `cursor` that a whole poll gave; `null` before. */
  readonly cursor: Json
}

export interface PolledItem {
  /** The same when the item comes again: it is then not handed off again. */
  readonly id: string
  readonly data: Json
  /** Where the next poll begins, once this one is handed off; the last one given counts. */
  readonly cursor?: Json
}

export interface Storage {
  get(key: string): Promise<Json | undefined>
  /** Throws `argument-invalid` where there would be more than 16 MiB in all. */
  put(key: string, value: Json): Promise<void>
  remove(key: string): Promise<void>
}
