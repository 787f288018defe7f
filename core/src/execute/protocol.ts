import type { Json, JsonObject } from '../model/index.ts'

/** What the host asks of a guest. `id` names a task: a description, a call or a poll. */
export type HostMessage =
  | { readonly kind: 'describe'; readonly id: number }
  | ({ readonly kind: 'call' } & Assignment)
  | ({ readonly kind: 'poll'; readonly cursor: Json } & Assignment)
  /** The next items of a poll, and its end before it has none. */
  | { readonly kind: 'next' | 'return'; readonly id: number }
  | { readonly kind: 'abort'; readonly id: number; readonly error: WrittenError }
  | ({ readonly kind: 'answer' } & Answer)

interface Assignment {
  readonly id: number
  readonly operation: string
  readonly input: JsonObject
  readonly idempotencyKey: string
  /** Of the kernel's clock, as in every answer. */
  readonly now: number
}

/** To the guest's request of that number. */
export interface Answer {
  readonly id: number
  readonly request: number
  readonly now: number
  readonly value?: Json
  readonly error?: WrittenError
}

/** An error as it crosses: nothing of its stack, cause or type. */
export interface WrittenError {
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly status?: number
  readonly retryAfter?: number
}

/**
 * What a guest says: that a task, or a page of it, is done or failed; or that the task asks for one of its services.
 */
export type GuestMessage =
  | { readonly kind: 'done'; readonly id: number; readonly value: Json }
  | { readonly kind: 'failed'; readonly id: number; readonly error: GuestFailure }
  | ({ readonly kind: 'request' } & GuestRequest)

export interface GuestRequest {
  readonly id: number
  readonly request: number
  readonly service: string
  readonly args: readonly Json[]
}

/** `of` is the request whose error it is: the host then takes its own, and believes no code that a guest gives. */
export interface GuestFailure {
  readonly message: string
  readonly of?: number
}

interface ProtocolLimits {
  /** Characters of one message from a guest, and of one that asks it for something. */
  readonly message: number
  /** Objects and arrays within each other. */
  readonly depth: number
  /** Requests of one task without an answer; the host bears twice as many, since a guest has its answers first. */
  readonly requests: number
  /** Of all tasks of a guest, requests of `http` that are served at once; more wait. */
  readonly served: number
  /** Characters of an error's message. */
  readonly failure: number
  /** Characters of a log's message; its fields as JSON twice as many. */
  readonly log: number
  /** Lines that one task logs. */
  readonly logs: number
  /** Items of a page. */
  readonly items: number
  /** Characters of a key in the storage. */
  readonly key: number
  /** Characters of a value in the storage, as JSON. */
  readonly stored: number
}

export const protocolLimits: ProtocolLimits = {
  message: 8 * 1024 * 1024,
  depth: 200,
  requests: 64,
  served: 16,
  failure: 2_000,
  log: 4_000,
  logs: 1_000,
  items: 100,
  key: 1_024,
  stored: 1024 * 1024,
}
