import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bumpGenerations, type ListenRequest } from '../../src/listen/index.ts'
import type { TriggerEvent } from '../../src/model/index.ts'
import { type Store, sqlite } from '../../src/store/index.ts'
import { accepted, type BenchOptions, createBench, order } from './bench/bench.ts'
import { type MortalStore, mortalStore } from './bench/mortal-store.ts'
import { type OrderService, orderService } from './bench/order-service.ts'
import { codedOrders, minute, ordersPoll } from './bench/poll-model.ts'
import { morning, type VirtualClock, virtualClock } from './bench/virtual-clock.ts'

let service: OrderService
beforeAll(async () => {
  service = await orderService()
})
afterAll(() => service[Symbol.asyncDispose]())

/** What happens between one poll and the next, and in the next. */
interface Round {
  /** Minutes since the poll before. */
  readonly later: number
  /** New orders, each completed so many milliseconds ago: the service shows them late, within the overlap. */
  readonly arrivals: readonly number[]
  /** By which the listing is shuffled. */
  readonly shuffle: readonly number[]
  readonly pageSize: number
  /** The moment of the poll at which the process dies. */
  readonly dies: number | null
  /** The request during which somebody approves or edits. */
  readonly swaps: number | null
  /** The request that the service refuses. */
  readonly refuses: number | null
}

const overlap = 5 * minute
const round: fc.Arbitrary<Round> = fc.record({
  later: fc.integer({ min: 0, max: 10 }),
  arrivals: fc.array(fc.integer({ min: 0, max: overlap }), { maxLength: 4 }),
  shuffle: fc.array(fc.nat(99), { minLength: 1, maxLength: 5 }),
  pageSize: fc.integer({ min: 1, max: 4 }),
  dies: fc.option(fc.integer({ min: 1, max: 25 })),
  swaps: fc.option(fc.integer({ min: 1, max: 4 })),
  refuses: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 2 }),
})

const request: ListenRequest = {
  organisation: 'pune',
  dependent: 'restock',
  operation: 'tracker.orderCompleted',
  connection: null,
  input: {},
}

class World {
  readonly store: Store
  readonly clock: VirtualClock = virtualClock()
  readonly options: BenchOptions
  count = 0

  constructor(store: Store, options: BenchOptions) {
    this.store = store
    this.options = options
    service.orders.length = 0
  }

  async begin(): Promise<void> {
    await using bench = await createBench({ ...this.options, store: this.store, service, clock: this.clock })
    await bench.listen(request)
  }

  /** One life of the process: a poll that may not survive. */
  async live(what: Round | null): Promise<void> {
    const mortal = mortalStore(this.store)
    await using bench = await createBench({ ...this.options, store: mortal, service, clock: this.clock })
    const id = await bench.listen(request)
    this.prepare(what, mortal)
    await bench.listening.pollNow(id).catch((error: Error) => {
      if (!/killed|answered 500/.test(error.message)) throw error
    })
  }

  private prepare(what: Round | null, mortal: MortalStore): void {
    let requests = 0
    service.pageSize = what?.pageSize ?? 3
    service.listed = (orders) => shuffled(orders, what?.shuffle ?? [0])
    service.before = async () => {
      requests += 1
      if (requests === what?.swaps)
        await this.store.transaction('approve', (tables) => bumpGenerations(tables, 'pune', 'restock'))
      return requests === what?.refuses ? { status: 500 } : undefined
    }
    mortal.dieAt(what?.dies ?? null)
  }

  arrive({ later, arrivals }: Round): void {
    this.clock.advance(later * minute + 1)
    const now = this.clock.now() - morning
    for (const ago of arrivals) service.orders.push(order(`${this.count++}`, Math.max(1, now - ago)))
  }
}

function shuffled<Item>(items: readonly Item[], by: readonly number[]): Item[] {
  return items
    .map((item, index) => ({ item, rank: ((by[index % by.length] ?? 0) * 31 + index * 17) % 101 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

async function play(
  rounds: readonly Round[],
  options: BenchOptions,
  check: (world: World) => Promise<void>,
): Promise<void> {
  await using store = await sqlite(':memory:').open()
  const world = new World(store, options)
  await world.begin()
  for (const one of rounds) {
    world.arrive(one)
    await world.live(one)
  }
  await world.live(null)
  await check(world)
}

const everyOrder = (count: number): string[] => Array.from({ length: count }, (_, number) => `${number}`).sort()
const names = (events: readonly TriggerEvent[]): string[] => events.map(({ data }) => (data as { id: string }).id)

it.each([
  ['from the beginning', { poll: ordersPoll({ cursor: { start: 'beginning', overlap } }) }],
  ['from now', { poll: ordersPoll({ cursor: { start: 'now', overlap } }) }],
  ['polled by code', { coded: codedOrders() }],
] as const)(
  'whatever the order of pages, crashes and swaps, a runner gets each item exactly once, %s',
  { timeout: 120_000 },
  async (_what, options) => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 8 }), (rounds) =>
        play(rounds, options, async ({ store, count }) =>
          expect(names(await accepted(store)).sort()).toEqual(everyOrder(count)),
        ),
      ),
      { numRuns: 60 },
    )
  },
)

it.each([
  ['declared', {}],
  ['coded', { coded: codedOrders() }],
])(
  'whatever happens, a host gets each item at least once, always under one id, %s',
  { timeout: 120_000 },
  async (_what, options) => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 8 }), async (rounds) => {
        const delivered: TriggerEvent[] = []
        const deliver = async (event: TriggerEvent): Promise<void> => void delivered.push(event)
        await play(rounds, { ...options, deliveries: () => ({ kind: 'host', deliver }) }, async ({ count }) => {
          expect([...new Set(names(delivered))].sort()).toEqual(everyOrder(count))
          expect(new Set(delivered.map((event) => event.id)).size).toBe(count)
        })
      }),
      { numRuns: 40 },
    )
  },
)
