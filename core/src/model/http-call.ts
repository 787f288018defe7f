import type { Dict, Json, JsonObject } from './json.ts'
import type { Pointer } from './pointer.ts'
import type { Schema } from './schema.ts'
import type { Template } from './template.ts'

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

export interface HttpCall {
  readonly method: Method
  /**
   * Relative to the server, `/orders/{orderId}`; each name has a parameter `in: path`, and may stand in it several
   * times, several in one segment. What follows a `?` is sent before all other pairs of the query:
   * `/find?kind=a&q={text}`, a pair without a value for its name being left out. What follows a `#` only tells
   * operations apart and is not sent.
   */
  readonly path: string
  /** Default placement, overrides, `query`, `headers` and `defaults` already spelt out. */
  readonly parameters: readonly Parameter[]
  readonly body?: Body
  /** How a success is read. @default JSON, whatever its content type says */
  readonly answer?: Answer
  /**
   * What answers are declared to be, by status (`200`, `2XX`, `default`; OpenAPI 3.1, Responses Object), besides what
   * the output says. Nothing is read by it: it is for people and comparisons.
   * @default not known
   */
  readonly responses?: Dict<DeclaredResponse>
  /**
   * The media types that a body may have, the one that is sent among them; for people and comparisons.
   * @default not known
   */
  readonly consumes?: readonly string[]
  readonly succeeds?: Succeeds
  readonly result?: Result
  /**
   * What extensions do to the request before it is signed, and to the answer; requests in order, answers in reverse.
   */
  readonly policies?: readonly PolicyUse[]
  /** Milliseconds for one attempt, from send to the body's last byte. */
  readonly timeout: number
  /** Attempts in all, for `read` and `idempotent` operations; 1 is no retry. */
  readonly attempts: number
}

/** One use of a policy that an extension brings. */
export interface PolicyUse {
  /** The policy's name. */
  readonly use: string
  /** The policy's own words. */
  readonly with: JsonObject
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly value: Template
  /** OpenAPI 3.1, Parameter Object. @default `form` in query and cookie, `simple` in path and header */
  readonly style?: Style
  /** @default true for `form`, else false */
  readonly explode?: boolean
  /** Leaves RFC 3986 reserved characters as they are; in a query only. @default false */
  readonly allowReserved?: boolean
  /** Serialised as this media type instead of by style (OpenAPI `content`). */
  readonly mediaType?: string
}

/** OpenAPI 3.1, Style Values; `tabDelimited` is Swagger 2.0's `collectionFormat: tsv`. */
export type Style =
  | 'matrix'
  | 'label'
  | 'form'
  | 'simple'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'tabDelimited'
  | 'deepObject'

/**
 * A request's body. The media type decides how the value is written: JSON; `application/x-www-form-urlencoded` and
 * `multipart/form-data` from an object; XML; text from a string; anything else the bytes of a file.
 */
export interface Body {
  readonly mediaType: string
  readonly value: Template
  /** Of forms, by property (OpenAPI Encoding Object). */
  readonly encoding?: Dict<Encoding>
  /** Of XML: where its `xml` keywords are (OpenAPI XML Object). */
  readonly schema?: Schema
}

export interface Encoding {
  readonly mediaType?: string
  readonly style?: Style
  readonly explode?: boolean
  readonly allowReserved?: boolean
}

/** The media type is asked for with `accept`, and decides what the output is: JSON, text, XML as JSON, or a file. */
export interface Answer {
  readonly mediaType: string
  /** Of XML: where its `xml` keywords are. */
  readonly schema?: Schema
}

/** OpenAPI 3.1, Response Object. */
export interface DeclaredResponse {
  /** The media types that it may have; `[]` where it comes without a body. */
  readonly content?: readonly string[]
  /** By name, in lower case. */
  readonly headers?: Dict<DeclaredHeader>
}

/** OpenAPI 3.1, Header Object. */
export interface DeclaredHeader {
  /** @default false */
  readonly required?: boolean
  /** @default false */
  readonly explode?: boolean
  readonly schema: Schema
}

/** Reads an error under a 2xx status: the call succeeded only if the value at `at` equals `equals`. */
export interface Succeeds {
  readonly at: Pointer
  readonly equals: Json
  /** Where the service's own words are. */
  readonly message?: Pointer
}

/** Unwraps an answer: the value at `at`, or of its elements the one whose pointers equal the values of `where`. */
export interface Result {
  readonly at: Pointer
  readonly where?: Dict<Template>
  /** What an absent value means: an error, or the output `null`. */
  readonly missing: 'fail' | 'none'
}
