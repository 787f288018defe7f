import { isJackfieldError } from '../errors/index.ts'
import type { Listener, ListenerId } from '../model/index.ts'
import type { ListeningOptions } from './listening-options.ts'
import { type PollResult, pollListener } from './poll-listener.ts'
import { Superseded } from './superseded.ts'
import type { Subscriber } from './webhook/subscriber.ts'
import type { WebhookTrigger } from './webhook/webhook-trigger.ts'

/**
 * What became of one poll. `every` is the trigger's own interval, where the poll came as far as learning it; `rest`, in
 * milliseconds, what the service asked for instead.
 */
export type Outcome =
  | { readonly kind: 'done'; readonly result: PollResult; readonly every: number; readonly rest?: number }
  /** A webhook's subscription is as it should be, for so many milliseconds at most. */
  | { readonly kind: 'tended'; readonly rest: number }
  | Failed
  | Paused
  /** The listener changed meanwhile, or the poll was aborted. */
  | { readonly kind: 'superseded' }
  /** Nobody takes its events yet. */
  | { readonly kind: 'unserved' }
  | { readonly kind: 'gone' }

export interface Failed {
  readonly kind: 'failed'
  readonly error: unknown
  readonly listener: Listener | undefined
  readonly every: number | undefined
}

export interface Paused {
  readonly kind: 'paused'
  readonly error: Error
  readonly listener: Listener
}

export interface PollRoom extends ListeningOptions {
  readonly subscriber?: Subscriber
}

/** Polls once, or tends the subscription of a webhook, and never throws. */
export async function tryPoll(id: ListenerId, options: PollRoom, signal: AbortSignal): Promise<Outcome> {
  const { store, clock } = options
  let listener: Listener | undefined
  let every: number | undefined
  try {
    listener = await store.tables.listeners.get(id)
    if (listener === undefined) return { kind: 'gone' }
    const delivery = options.deliveries(listener)
    // A subscription is kept also while its host has not come yet: the service tries again until then.
    if (delivery === undefined && listener.webhook === undefined) return { kind: 'unserved' }
    const polling = await options.bind(listener)
    if ('webhook' in polling) return { kind: 'tended', rest: await tend(listener, polling, { options, signal }) }
    await options.subscriber?.end(listener)
    if (delivery === undefined) return { kind: 'unserved' }
    every = polling.every
    const polled = await pollListener({ store, clock, listener, polling, delivery, signal })
    return { kind: 'done', every, ...polled }
  } catch (error) {
    if (signal.aborted || error instanceof Superseded) return { kind: 'superseded' }
    if (listener !== undefined && isJackfieldError(error) && error.code === 'connection-needs-reauthorisation')
      return pause({ kind: 'paused', error, listener }, options)
    return { kind: 'failed', error, listener, every }
  }
}

async function tend(
  listener: Listener,
  trigger: WebhookTrigger,
  { options: { subscriber }, signal }: { readonly options: PollRoom; readonly signal: AbortSignal },
): Promise<number> {
  return subscriber === undefined ? Number.POSITIVE_INFINITY : subscriber.tend(listener, trigger, signal)
}

async function pause(paused: Paused, { store }: ListeningOptions): Promise<Outcome> {
  const { listener, error } = paused
  try {
    return await store.transaction('pause', async ({ listeners }) => {
      const current = await listeners.get(listener.id)
      if (current?.generation !== listener.generation) return { kind: 'superseded' }
      await listeners.put({ ...current, paused: error.message })
      return paused
    })
  } catch (failure) {
    return { kind: 'failed', error: failure, listener, every: undefined }
  }
}
