import type { Clock, Json, Listener, TriggerEvent } from '../model/index.ts'
import type { Runner } from './runner.ts'

/** A trigger as one listener polls it: of the revision that its dependent is bound to, over its connection. */
export interface Polling {
  /** Milliseconds between two polls. */
  readonly every: number
  /** Milliseconds for which an item's key is remembered after a poll last gave it. */
  readonly window: number
  /** One poll, from where the listener stands. */
  begin(listener: Listener, clock: Clock): PollUnderway
}

export interface PollUnderway {
  /** Page by page, each asked for when the one before was taken; closed when the poll is dropped. */
  pages(signal: AbortSignal): AsyncIterable<readonly Entry[]>
  /** Once all pages were read: what the listener's cursor becomes, given what it is by then. */
  stands(cursor: Json): Json
  /** Milliseconds until the service wants to be asked again, where it said so. */
  rest?(): number | undefined
}

/** One item that a poll found. */
export interface Entry {
  /** The same for the same item, however often it comes. */
  readonly key: string
  readonly data: Json
  /** What is no news was there before the listener: it is remembered and not handed off. */
  readonly isNews: boolean
}

/**
 * Who takes a listener's events. A `runner` on our store joins the transaction that remembers them: exactly once. A
 * `host` gets each event at least once, with a stable `event.id`, before they are remembered; when its promise rejects,
 * the event and those after it come again.
 */
export type Delivery =
  | ({ readonly kind: 'runner' } & Pick<Runner, 'accept' | 'wake'>)
  | { readonly kind: 'host'; deliver(event: TriggerEvent): Promise<void> }
