import type { Clock, Dict, Json, Log } from '../model/index.ts'

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

/**
 * A narrow client for one connection: paths relative to the connector's server, requests unsigned as far as the caller
 * can see, signed below. Throws `operation-failed` for a status other than 2xx, `path-refused` for anything but a relative path.
 */
export interface Http {
  get(path: string, options?: HttpOptions): Promise<HttpAnswer>
  head(path: string, options?: HttpOptions): Promise<HttpAnswer>
  post(path: string, options?: HttpOptions): Promise<HttpAnswer>
  put(path: string, options?: HttpOptions): Promise<HttpAnswer>
  patch(path: string, options?: HttpOptions): Promise<HttpAnswer>
  delete(path: string, options?: HttpOptions): Promise<HttpAnswer>
}

export interface HttpOptions {
  readonly query?: Dict<string | number | boolean | readonly (string | number | boolean)[] | undefined>
  readonly headers?: Dict<string>
  /** Sent as `application/json`. */
  readonly json?: Json
  readonly body?: string | Uint8Array
  /** Milliseconds. @default the operation's */
  readonly timeout?: number
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Dict<string>
  json(): Json
  text(): string
  bytes(): Uint8Array
}
