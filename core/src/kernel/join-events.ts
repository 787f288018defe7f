import { createListening, type Listening, type Webhooks } from '../listen/index.ts'
import { createExtensionHost } from './extension-host.ts'
import type { Foundation } from './foundation.ts'
import type { Deliveries } from './host-listening.ts'
import type { CallPath } from './join-calls.ts'
import { createPolling } from './polling.ts'
import { type RunningExtensions, startExtensions } from './start-extensions.ts'
import { createWebhookRoom } from './webhooks.ts'

/** The way of an event: listener, store, whoever takes it. */
export interface EventPath {
  readonly listening: Listening
  readonly extensions: RunningExtensions
  readonly deliveries: Deliveries
  readonly webhooks: Webhooks
}

export async function joinEvents(
  foundation: Foundation,
  { calls, choices, connections }: CallPath,
): Promise<EventPath> {
  const { options, closing, store, notifier, dependents } = foundation
  const { clock, log, confirmAfter, pollEvery } = options
  const deliveries: Deliveries = new Map()
  const room = createWebhookRoom({ calls, connections, publicUrl: options.publicUrl })
  const listening = createListening({
    store,
    clock,
    log,
    pollEvery,
    bind: createPolling(calls, room),
    webhooks: room,
    afterCommit: store.afterCommit,
    deliveries({ id, organisation, dependent }) {
      const owner = dependents.owner({ organisation, id: dependent })
      const runner = owner == null ? undefined : extensions.runner(owner)
      return deliveries.get(id) ?? (runner && { kind: 'runner', accept: runner.accept, wake: runner.wake })
    },
    emitFailed: (event) => notifier.emit('listener:failed', event),
  })
  const webhooks = listening.webhooks as Webhooks
  const host = { ...foundation, clock, log, confirmAfter, calls, choices, listening }
  const extensions = await startExtensions(options.extensions, (name) => createExtensionHost(name, host))
  closing.add(extensions.stop)
  closing.add(listening.stop)
  return { listening, extensions, deliveries, webhooks }
}
