import type { Dict, Json } from '../model/index.ts'

/**
 * A narrow client for one connection: paths relative to the connector's server, requests unsigned as far as the caller
 * can see, signed below. GET and HEAD are tried again after what passes by itself. Throws `operation-failed` for a status
 * other than 2xx, `path-refused` for anything but a relative path, and what {@link Transport.send} throws.
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
  /** Added to the query, form-encoded; an array is repeated, `undefined` left out. */
  readonly query?: Dict<string | number | boolean | readonly (string | number | boolean)[] | undefined>
  readonly headers?: Dict<string>
  /** Sent as `application/json`. */
  readonly json?: Json
  /** Sent as it is; not beside `json`. */
  readonly body?: string | Uint8Array
  /** Milliseconds for each attempt. @default the operation's */
  readonly timeout?: number
}

export interface HttpAnswer {
  readonly status: number
  /** Lower-case names; `set-cookie` is left out. */
  readonly headers: Dict<string>
  /** `null` where the answer is empty. Throws `answer-unreadable`. */
  json(): Json
  text(): string
  bytes(): Uint8Array
}
