import {
  codePolling,
  createListening,
  type Delivery,
  declaredPolling,
  type Listening,
  type ListeningOptions,
  type ListenRequest,
} from '../../../src/listen/index.ts'
import type {
  CodePolling,
  KernelEvents,
  Listener,
  ListenerId,
  Log,
  Poll,
  TriggerEvent,
} from '../../../src/model/index.ts'
import { type Store, sqlite } from '../../../src/store/index.ts'
import { orderItems } from './order-items.ts'
import { orderPages } from './order-pages.ts'
import { type OrderService, orderService } from './order-service.ts'
import { ordersPoll } from './poll-model.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'

/** Listening on a store, over HTTP, with a runner that writes each event it accepts. */
export interface Bench extends AsyncDisposable {
  readonly store: Store
  readonly clock: VirtualClock
  readonly service: OrderService
  readonly listening: Listening
  readonly failures: KernelEvents['listener:failed'][]
  /** What the next poll binds to, unless it is coded. */
  poll: Poll
  coded: CodePolling | undefined
  woken: () => number
  listen(request?: Partial<ListenRequest>): Promise<ListenerId>
  listener(id: ListenerId): Promise<Listener>
  /** Every event that a runner accepted, as often as it did. */
  accepted(): Promise<TriggerEvent[]>
  /** The `id` of each order that was accepted. */
  orders(): Promise<unknown[]>
}

export interface BenchOptions extends Partial<Omit<ListeningOptions, 'clock'>> {
  readonly clock?: VirtualClock
  readonly service?: OrderService
  readonly poll?: Poll
  /** A trigger with a function of the host's own instead. */
  readonly coded?: CodePolling
}

export async function createBench(options: BenchOptions = {}): Promise<Bench> {
  const store = options.store ?? (await sqlite(':memory:').open())
  const clock = options.clock ?? virtualClock()
  const service = options.service ?? (await orderService())
  const failures: KernelEvents['listener:failed'][] = []
  const runner = recordingRunner()
  const listening = createListening({
    log: silent,
    bind: async () =>
      bench.coded === undefined
        ? declaredPolling({ poll: bench.poll, pages: orderPages(service.origin, bench.poll) })
        : codePolling({ poll: bench.coded, items: orderItems(service.origin) }),
    deliveries: () => runner,
    emitFailed: (event) => failures.push(event),
    random: () => 1,
    ...options,
    store,
    clock,
  })
  const bench: Bench = {
    store,
    clock,
    service,
    listening,
    failures,
    poll: options.poll ?? ordersPoll(),
    coded: options.coded,
    woken: runner.woken,
    listen: (request) =>
      store.transaction('test', (tables) =>
        listening.listen(
          {
            organisation: 'pune',
            dependent: 'restock',
            operation: 'tracker.orderCompleted',
            connection: null,
            input: {},
            ...request,
          },
          tables,
        ),
      ),
    listener: async (id) => (await store.tables.listeners.get(id)) as Listener,
    accepted: () => accepted(store),
    orders: async () => (await accepted(store)).map(({ data }) => (data as { id: unknown }).id),
    async [Symbol.asyncDispose]() {
      await listening.stop()
      if (options.service === undefined) await service[Symbol.asyncDispose]()
      if (options.store === undefined) await store[Symbol.asyncDispose]()
    },
  }
  return bench
}

export async function accepted(store: Store): Promise<TriggerEvent[]> {
  return (await store.tables.records.list('runs')).map(({ data }) => data as unknown as TriggerEvent)
}

/** Never drops a duplicate: what is accepted twice is written twice. */
export function recordingRunner(): Extract<Delivery, { kind: 'runner' }> & { woken(): number } {
  let woken = 0
  return {
    kind: 'runner',
    accept: (event, { records }) => records.put({ collection: 'runs', id: crypto.randomUUID(), data: { ...event } }),
    wake() {
      woken += 1
    },
    woken: () => woken,
  }
}

const nothing = (): void => undefined
export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing }

/** An order that was completed so long after ten in the morning. */
export function order(id: string, at = 0): { id: string; completedAt: string; number: number } {
  return { id, completedAt: new Date(Date.parse('2026-11-23T10:00:00Z') + at).toISOString(), number: at }
}
