import { argumentInvalid, kernelClosed } from '../errors/index.ts'
import type { ListenerId } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import type { ListeningOptions } from './listening-options.ts'
import { type ListenRequest, placeListener } from './place-listener.ts'
import type { PollResult } from './poll-listener.ts'
import { createPoller, type Poller } from './poller.ts'
import { removeListeners, type UnlistenRequest } from './remove-listeners.ts'
import { createSlots } from './slots.ts'
import { createWebhooks, type Webhooks } from './webhook/create-webhooks.ts'

export interface Listening {
  /** Takes up every stored listener, also those that were paused: their connection may be well by now. */
  start(): Promise<void>
  /** Aborts polls in flight; resolves when nothing runs. A host's `deliver` is waited for. */
  stop(): Promise<void>
  /** Joins the caller's transaction; call `refresh` with the answer after the commit. */
  listen(request: ListenRequest, tables: Tables): Promise<ListenerId>
  /** Joins the caller's transaction. */
  unlisten(request: UnlistenRequest, tables: Tables): Promise<void>
  /** After the commit of an edit, an approval or a new listener: drops the poll in flight and polls anew. */
  refresh(id: ListenerId): void
  /** Takes up a listener that paused, once the secrets of its connection were entered again. */
  resume(id: ListenerId): Promise<void>
  /** What services call; `undefined` where webhooks were given nothing to work with. */
  readonly webhooks: Webhooks | undefined
  /** What the listener last failed with, unless it is well again. */
  failure(id: ListenerId): string | undefined
  /** One poll, after the one in flight; also before `start`. Throws what the poll failed with. */
  pollNow(id: ListenerId): Promise<PollResult>
}

/**
 * Polls triggers for their listeners and hands each new item off: exactly once to a runner, at least once to a host
 * (Law 5). Throws `argument-invalid` for an interval or a concurrency that is no positive number.
 */
export function createListening(options: ListeningOptions): Listening {
  assertPositive('pollEvery', options.pollEvery)
  assertPositive('concurrency', options.concurrency)
  const { store, clock } = options
  const slots = createSlots(options.concurrency ?? 8)
  const pollers = new Map<ListenerId, Poller>()
  const webhooks = options.webhooks === undefined ? undefined : createWebhooks(options, options.webhooks)
  const pollRoom = { ...options, ...(webhooks !== undefined && { subscriber: webhooks.subscriber }) }
  let state: 'new' | 'started' | 'stopped' = 'new'

  function pollerOf(id: ListenerId): Poller {
    const poller = pollers.get(id) ?? createPoller(id, pollRoom, slots)
    pollers.set(id, poller)
    return poller
  }

  function refresh(id: ListenerId): void {
    if (state === 'stopped') return
    const poller = pollerOf(id)
    poller.nudge()
    if (state === 'started') poller.start(() => pollers.delete(id))
  }

  /** A listener that ended may leave a subscription to end. */
  function ended(tables: Tables): void {
    if (webhooks !== undefined) options.afterCommit?.(tables, webhooks.nudge)
  }

  return {
    async start() {
      if (state !== 'new') return
      state = 'started'
      webhooks?.start()
      for (const listener of await store.tables.listeners.list()) refresh(listener.id)
    },
    async stop() {
      state = 'stopped'
      await Promise.all([webhooks?.stop(), ...[...pollers.values()].map((poller) => poller.stop())])
    },
    webhooks,
    failure: (id) => pollers.get(id)?.failure(),
    async listen(request, tables) {
      const id = await placeListener(request, tables, clock.now())
      ended(tables)
      return id
    },
    async unlisten(request, tables) {
      await removeListeners(request, tables, clock.now())
      ended(tables)
    },
    refresh,
    async resume(id) {
      await store.transaction('resume', async ({ listeners }) => {
        const listener = await listeners.get(id)
        if (listener?.paused === undefined) return
        const { paused: _, ...rest } = listener
        await listeners.put(rest)
      })
      refresh(id)
    },
    async pollNow(id) {
      if (state === 'stopped') throw kernelClosed(`Listener "${id}" is not polled any more: the kernel was closed.`)
      return pollerOf(id).poll()
    },
  }
}

function assertPositive(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isFinite(value) && value > 0)) return
  throw argumentInvalid(`"${name}" is ${value}, which is no positive number.`, {
    hint: name === 'pollEvery' ? 'Give milliseconds between two polls, such as 200.' : 'Give at least 1.',
  })
}
