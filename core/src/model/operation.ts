import type { HttpCall } from './http-call.ts'
import type { Dict, JsonObject } from './json.ts'
import type { Pages } from './pages.ts'
import type { Pointer } from './pointer.ts'
import type { Schema } from './schema.ts'
import type { SecurityRequirement } from './security.ts'
import type { Server } from './server.ts'
import type { Template } from './template.ts'
import type { Webhook } from './webhook.ts'

/** What a repetition of the call does: nothing, the same thing, or it again (Law 5). */
export type Effect = 'read' | 'idempotent' | 'once'

export interface Operation {
  readonly id: string
  /** Ids that this operation had before: a declared rename. */
  readonly formerly?: readonly string[]
  /**
   * Other ids that name it as well: whoever uses one of them goes on as before. A document that did not name its
   * operations may name them later.
   */
  readonly aliases?: readonly string[]
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
  /** Instead of the connector's servers. */
  readonly servers?: readonly Server[]
  /** Why it can't be invoked here although it is known: `operation-unavailable`. */
  readonly unavailable?: Unavailable
  /** A declarative action. */
  readonly http?: HttpCall
  readonly pages?: Pages
  /** A polling trigger. */
  readonly poll?: Poll
  /** A trigger that the service calls. */
  readonly webhook?: Webhook
  /** A function, found by the operation's id: the host's own, or run by an executor. */
  readonly code?: Code
  /** Choices that another operation gives, by pointer into the input. */
  readonly options?: Dict<Options>
  /** Schemas that another operation gives, narrower than `input` and `output`. */
  readonly schemaFrom?: { readonly input?: SchemaFrom; readonly output?: SchemaFrom }
}

/** What an operation needs and Jackfield does not have. */
export interface Unavailable {
  /** What is missing, as `check --coverage` counts it: kebab-case words joined by dots, such as `auth.http.digest`. */
  readonly feature: string
  /** A sentence for people. */
  readonly reason: string
}

/** A drop-down: the elements at `items` of what `operation`, a `read` of the same connector, answers. */
export interface Options {
  readonly operation: string
  /** Over `input` (what is filled in so far) and `call.search` (what a person typed); absent values are left out. */
  readonly input: Template
  /** Into the operation's output; an array. */
  readonly items: Pointer
  /** Into an element: what becomes the input's value, and what a person reads. */
  readonly value: Pointer
  readonly label?: Pointer
}

/** A JSON Schema at `at` of what `operation`, a `read` of the same connector, answers. */
export interface SchemaFrom {
  readonly operation: string
  /** Over `input`, as far as it is filled in. */
  readonly input: Template
  readonly at: Pointer
  /** The part that it describes; `*` stands for each element of an array. @default all of it */
  readonly field?: Pointer
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

export interface Poll {
  readonly http: HttpCall
  readonly items: Pointer
  readonly pages?: Pages
  /** Milliseconds. */
  readonly every: number
  /** Items with equal values at `key` are one item, for `window` milliseconds. */
  readonly dedupe: { readonly key: readonly Pointer[]; readonly window: number }
  readonly cursor?: Cursor | LocationCursor
}

/**
 * The service says where a poll stands: its answers name in `Location` what to ask for next, a URI reference (RFC 3986)
 * of the same origin. 202 and 204 are answers without items, and `Retry-After` says when to ask again; of several
 * pages, the first one's. What is at `items` may be one item.
 */
export interface LocationCursor {
  readonly type: 'location'
  /** What a new listener hears of: what its first poll did not give, or everything. */
  readonly start: 'now' | 'beginning'
}

/** The cursor of a poll that is read from its items. */
export function itemCursor({ cursor }: Pick<Poll, 'cursor'>): Cursor | undefined {
  return cursor?.type === 'location' ? undefined : cursor
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
