import type { Clock, KernelEvents, Listener, Log } from '../model/index.ts'
import type { Store, Tables } from '../store/index.ts'
import type { Delivery, Polling } from './polling.ts'
import type { WebhookRoom, WebhookTrigger } from './webhook/webhook-trigger.ts'

/** What the composition root gives to `createListening`. */
export interface ListeningOptions {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  /** Milliseconds between two polls of a listener, instead of every manifest's `every`. */
  readonly pollEvery?: number | undefined
  /** How many listeners are polled at once. @default 8 */
  readonly concurrency?: number
  /** For the jitter, 0 to 1. @default Math.random */
  readonly random?: () => number
  /** Called at each poll. `connection-needs-reauthorisation`, thrown here or while polling, pauses the listener. */
  bind(listener: Listener): Promise<Polling | WebhookTrigger>
  /** Who takes the listener's events; nobody (its host has not come yet): it rests until `refresh`. */
  deliveries(listener: Listener): Delivery | undefined
  /** Once per listener and message, until a poll succeeds or the listener is refreshed. */
  emitFailed(event: KernelEvents['listener:failed']): void
  /** What webhook triggers need. @default there are none */
  readonly webhooks?: WebhookRoom
  /** Runs `work` once the transaction has committed. @default never: what is left to do is found in time */
  afterCommit?(tables: Tables, work: () => void): void
}
