import type { Dict, Json, JsonObject } from './json.ts'
import type { Pointer } from './pointer.ts'
import type { Schema } from './schema.ts'
import type { SecurityRequirement } from './security.ts'
import type { Template } from './template.ts'

/** What a repetition of the call does: nothing, the same thing, or it again (Law 5). */
export type Effect = 'read' | 'idempotent' | 'once'

export interface Operation {
  readonly id: string
  /** Ids that this operation had before: a declared rename. */
  readonly formerly?: readonly string[]
  readonly kind: 'action' | 'trigger'
  readonly title: string
  readonly description?: string
  readonly visibility: 'public' | 'advanced' | 'internal'
  readonly deprecated?: boolean
  readonly effect: Effect
  readonly confirm?: Confirm
  /** JSON Schema of an object. */
  readonly input: JsonObject
  /** An action's result; one item of a trigger. */
  readonly output: Schema
  readonly security?: readonly SecurityRequirement[]
  /** A declarative action. */
  readonly http?: HttpCall
  readonly pages?: Pages
  /** A polling trigger. */
  readonly poll?: Poll
  /** A host's own operation: a function that runs in process, found by the operation's id. */
  readonly code?: Code
}

/** What is known of an operation's function without running it. */
export interface Code {
  readonly module: string
  readonly export: string
  /** Milliseconds for one call or one poll, its requests included. */
  readonly timeout: number
  /** Of a polling trigger. */
  readonly poll?: CodePolling
}

/** How often a trigger's function is asked, and what is new among the items that it gives. */
export interface CodePolling {
  /** Milliseconds between two polls. */
  readonly every: number
  /** Items with one id are one item, for `window` milliseconds. */
  readonly window: number
  /** What a new listener hears of: what its first whole poll did not give, or everything. */
  readonly start: 'now' | 'beginning'
}

/** How to learn whether a call whose answer never came did happen; `operation` is a `read` of the same connector. */
export interface Confirm {
  readonly operation: string
  /** Over the `input` of the call in doubt. */
  readonly input: Template
  /** Milliseconds after the last possible send before it is first asked. */
  readonly after: number
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

export interface HttpCall {
  readonly method: Method
  /** Relative to the server, `/orders/{orderId}`; each name has a parameter `in: path`. */
  readonly path: string
  /** Default placement, overrides, `query`, `headers` and `defaults` already spelt out. */
  readonly parameters: readonly Parameter[]
  readonly body?: { readonly mediaType: 'application/json'; readonly value: Template }
  readonly succeeds?: Succeeds
  readonly result?: Result
  /** Milliseconds for one attempt, from send to the body's last byte. */
  readonly timeout: number
  /** Attempts in all, for `read` and `idempotent` operations; 1 is no retry. */
  readonly attempts: number
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly value: Template
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

/** At most `max` pages are asked for; reaching it is an error, never "none". */
export type Pages =
  | { readonly kind: 'next'; readonly next: Pointer; readonly max: number }
  | {
      readonly kind: 'page'
      readonly page: string
      readonly size?: { readonly name: string; readonly value: number }
      readonly more: Pointer
      readonly max: number
    }

export interface Poll {
  readonly http: HttpCall
  readonly items: Pointer
  readonly pages?: Pages
  /** Milliseconds. */
  readonly every: number
  /** Items with equal values at `key` are one item, for `window` milliseconds. */
  readonly dedupe: { readonly key: readonly Pointer[]; readonly window: number }
  readonly cursor?: Cursor
}

/** Where a poll stands: the greatest value at `from` so far, sent back less `overlap` milliseconds. */
export interface Cursor {
  readonly from: Pointer
  readonly type: 'date-time' | 'integer' | 'string'
  readonly send: { readonly in: 'query' | 'header'; readonly name: string }
  readonly overlap: number
  /** What a new listener hears of: what comes after it was made, or everything. */
  readonly start: 'now' | 'beginning'
}
