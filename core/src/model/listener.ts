import type { ConnectionId, ListenerId, OperationName } from './ids.ts'
import type { Json, JsonObject } from './json.ts'

/** The state of one trigger; outlives edits of its dependent and upgrades of its connector. */
export interface Listener {
  readonly id: ListenerId
  readonly organisation: string
  readonly dependent: string
  readonly operation: OperationName
  readonly connection: ConnectionId | null
  readonly input: JsonObject
  /** The greatest cursor value so far; `null` before the first. */
  readonly cursor: Json
  /** Rises with every swap of revision or edit: a page polled under an older one is dropped. */
  readonly generation: number
  readonly paused?: string
}

/** One item of a trigger, handed to a dependent. `id` is the same when the event is delivered again. */
export interface TriggerEvent {
  readonly id: string
  readonly listener: ListenerId
  readonly organisation: string
  readonly dependent: string
  readonly operation: OperationName
  readonly data: Json
  /** ISO 8601. */
  readonly receivedAt: string
}
