import type { ConnectionId, ListenerId, OperationName } from './ids.ts'
import type { Json, JsonObject } from './json.ts'
import type { ListenerWebhook } from './listener-webhook.ts'

/** The state of one trigger; outlives edits of its dependent and upgrades of its connector. */
export interface Listener {
  readonly id: ListenerId
  readonly organisation: string
  readonly dependent: string
  readonly operation: OperationName
  readonly connection: ConnectionId | null
  readonly input: JsonObject
  /**
   * Where the last whole poll stood: the greatest cursor value, a date-time in UTC; of a trigger with a function of the
   * host's own `{ given }`, the cursor that it gave last; `null` before, or without a cursor.
   */
  readonly cursor: Json
  /** ISO 8601, when it was made: with `start: now`, the first poll hands off only what came later. */
  readonly startedAt: string
  /** Whether a first poll was read to its end. */
  readonly begun: boolean
  /** Rises with every swap of revision or edit: a page polled under an older one is dropped. */
  readonly generation: number
  readonly paused?: string
  /** Of a webhook trigger: the URL that the service is given instead of the kernel's own. */
  readonly callbackUrl?: string
  /** Of a webhook trigger. */
  readonly webhook?: ListenerWebhook
}

/** One item of a trigger, handed to a dependent. `id` is the same when the event is delivered again. */
export interface TriggerEvent<Data = Json> {
  readonly id: string
  readonly listener: ListenerId
  readonly organisation: string
  readonly dependent: string
  readonly operation: OperationName
  readonly data: Data
  /** ISO 8601. */
  readonly receivedAt: string
}
