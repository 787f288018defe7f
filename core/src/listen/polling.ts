import type { Json, JsonObject, Poll, RevisionId, TriggerEvent } from '../model/index.ts'
import type { Runner } from './runner.ts'

/** A trigger as one listener polls it: of the revision that its dependent is bound to, over its connection. */
export interface Polling {
  readonly poll: Poll
  readonly revision: RevisionId
  /** Items page by page; `cursor` is where the last poll stood, the overlap not yet taken off. */
  pages(input: JsonObject, cursor: Json, signal: AbortSignal): AsyncIterable<readonly Json[]>
}

/**
 * Who takes a listener's events. A `runner` on our store joins the transaction that remembers them: exactly once. A
 * `host` gets each event at least once, with a stable `event.id`, before they are remembered; when its promise rejects,
 * the event and those after it come again.
 */
export type Delivery =
  | ({ readonly kind: 'runner' } & Pick<Runner, 'accept' | 'wake'>)
  | { readonly kind: 'host'; deliver(event: TriggerEvent): Promise<void> }
