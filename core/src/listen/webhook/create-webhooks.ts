import type { Listener, ListenerId, Webhook } from '../../model/index.ts'
import type { ListeningOptions } from '../listening-options.ts'
import { Superseded } from '../superseded.ts'
import { createAddresses } from './addresses.ts'
import { assertUsable, type Wanted } from './assert-usable.ts'
import { createReceiver, type Receiver } from './receiver.ts'
import { createSubscriber, type Subscriber } from './subscriber.ts'
import { createUnsubscriber } from './unsubscriber.ts'
import type { WebhookRoom } from './webhook-trigger.ts'

/** Listeners that services call: their URLs, their subscriptions, what is delivered. */
export interface Webhooks extends Receiver {
  readonly subscriber: Subscriber
  /**
   * The listener's URL, made where it has none; `undefined` where it is no webhook, or nothing says where the kernel
   * is.
   */
  url(id: ListenerId): Promise<string | undefined>
  /** Throws `argument-invalid`, `key-missing`, `connection-invalid` where the trigger could never work. */
  assertUsable(webhook: Webhook, wanted: Wanted): Promise<void>
  /** Whether the service is still to be told. */
  isSubscribing(id: ListenerId): Promise<boolean>
  start(): void
  /** After a commit that may have left a subscription to end. */
  nudge(): void
  stop(): Promise<void>
}

export function createWebhooks(options: ListeningOptions, room: WebhookRoom): Webhooks {
  const { store, clock, log, deliveries, emitFailed, random = Math.random } = options
  const addresses = createAddresses(store, room)
  const unsubscriber = createUnsubscriber({ store, clock, log, room, random })
  const subscriber = createSubscriber({ store, clock, room, addresses, onEnded: unsubscriber.nudge })
  const receiver = createReceiver({ store, clock, log, deliveries, emitFailed, room, addresses })
  return {
    ...receiver,
    subscriber,
    ...unsubscriber,
    async stop() {
      await Promise.all([unsubscriber.stop(), receiver.idle()])
    },
    assertUsable: (webhook, wanted) => assertUsable(webhook, { wanted, room }),
    async isSubscribing(id) {
      const listener = await store.tables.listeners.get(id)
      const trigger = listener && (await room.trigger(listener))
      return trigger?.webhook.subscribe !== undefined && listener?.webhook?.subscription === undefined
    },
    async url(id) {
      const listener = await store.tables.listeners.get(id)
      if (listener === undefined || !(await isWebhook(listener, room))) return undefined
      try {
        return addresses.knownUrlOf(await addresses.ensure(listener))
      } catch (error) {
        if (error instanceof Superseded) return undefined
        throw error
      }
    },
  }
}

async function isWebhook(listener: Listener, room: WebhookRoom): Promise<boolean> {
  return (await room.trigger(listener)) !== undefined
}
