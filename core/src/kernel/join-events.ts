import { createListening, type Listening } from '../listen/index.ts'
import { createExtensionHost } from './extension-host.ts'
import type { Foundation } from './foundation.ts'
import type { Deliveries } from './host-listening.ts'
import type { CallPath } from './join-calls.ts'
import { createPolling } from './polling.ts'
import { type RunningExtensions, startExtensions } from './start-extensions.ts'

/** The way of an event: listener, store, whoever takes it. */
export interface EventPath {
  readonly listening: Listening
  readonly extensions: RunningExtensions
  readonly deliveries: Deliveries
}

export async function joinEvents(foundation: Foundation, { calls }: CallPath): Promise<EventPath> {
  const { options, closing, store, notifier, dependents } = foundation
  const { clock, log, confirmAfter, pollEvery } = options
  const deliveries: Deliveries = new Map()
  const listening = createListening({
    store,
    clock,
    log,
    pollEvery,
    bind: createPolling(calls),
    deliveries({ id, organisation, dependent }) {
      const owner = dependents.owner({ organisation, id: dependent })
      const runner = owner == null ? undefined : extensions.runner(owner)
      return deliveries.get(id) ?? (runner && { kind: 'runner', accept: runner.accept, wake: runner.wake })
    },
    emitFailed: (event) => notifier.emit('listener:failed', event),
  })
  const host = { ...foundation, clock, log, confirmAfter, calls, listening }
  const extensions = await startExtensions(options.extensions, (name) => createExtensionHost(name, host))
  closing.add(extensions.stop)
  closing.add(listening.stop)
  return { listening, extensions, deliveries }
}
