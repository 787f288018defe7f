import type { Dict, Json } from '../model/index.ts'

/**
 * A narrow client for one connection: paths relative to the connector's server, requests unsigned as far as the caller
 * can see, signed below. GET and HEAD are tried again after what passes by itself. Throws `operation-failed` for a
 * status other than 2xx, `path-refused` for anything but a relative path, and what {@link Transport.send} throws.
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
  /** Sent as it is. */
  readonly body?: string | Uint8Array
  /** Sent as `application/x-www-form-urlencoded`; an array is repeated, `undefined` left out. */
  readonly form?: Dict<string | number | boolean | readonly (string | number | boolean)[] | undefined>
  /** Sent as `multipart/form-data` (RFC 7578). */
  readonly multipart?: readonly HttpPart[]
  /** A file whose bytes are sent: `jackfield-file:…` or a `data:` URL. One of json, body, form, multipart and file. */
  readonly file?: string
  /** Keeps the answer's body as a file, as it comes: see {@link HttpAnswer.file}. @default false */
  readonly download?: boolean
  /** Milliseconds for each attempt. @default the operation's */
  readonly timeout?: number
}

/** Plain data, so that it can be a message: text, a value as JSON, or a file by its reference. */
export type HttpPart = { readonly name: string } & (
  | { readonly value: string | number | boolean }
  | { readonly json: Json }
  | { readonly file: string; readonly fileName?: string; readonly mediaType?: string }
)

export interface HttpAnswer {
  readonly status: number
  /** Lower-case names; `set-cookie` is left out. */
  readonly headers: Dict<string>
  /** `null` where the answer is empty. Throws `answer-unreadable`. */
  json(): Json
  text(): string
  bytes(): Uint8Array
  /** The reference of the file that was asked for with `download`. Throws `argument-invalid` where none was. */
  file(): string
}
