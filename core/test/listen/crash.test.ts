import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ListenerId, TriggerEvent } from '../../src/model/index.ts'
import { type Store, sqlite } from '../../src/store/index.ts'
import { type Bench, createBench, order } from './bench/bench.ts'
import { type MortalStore, mortalStore } from './bench/mortal-store.ts'
import { type OrderService, orderService } from './bench/order-service.ts'
import { codedOrders, day, ordersPoll } from './bench/poll-model.ts'
import { morning, virtualClock } from './bench/virtual-clock.ts'

let folder: string
let service: OrderService
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield-listen-'))
  service = await orderService()
})
afterEach(async () => {
  await service[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

/** A process of its own on the file: its store can die under it. */
async function processOn(
  file: string,
  options: Parameters<typeof createBench>[0] = {},
): Promise<Bench & { store: MortalStore }> {
  const store = mortalStore(await sqlite(file).open())
  const bench = await createBench({ clock: virtualClock(morning + day), service, ...options, store })
  return bench as Bench & { store: MortalStore }
}

async function end(bench: Bench & { store: MortalStore }): Promise<void> {
  await bench[Symbol.asyncDispose]()
  await bench.store[Symbol.asyncDispose]()
}

/** How many moments an undisturbed poll has; it is left as it was before. */
async function momentsOf(
  poll: (bench: Bench, id: ListenerId) => Promise<unknown>,
  options: Parameters<typeof createBench>[0] = {},
): Promise<readonly string[]> {
  const bench = await processOn(':memory:', options)
  const id = await bench.listen()
  const before = bench.store.moments.length
  await poll(bench, id)
  const moments = bench.store.moments.slice(before)
  await end(bench)
  return moments
}

describe('a process that is killed while it polls', () => {
  const latest = order('', day + 9).completedAt
  const declared = (start: 'beginning' | 'now') => ({ poll: ordersPoll({ cursor: { start } }) })
  it.each([
    ['from the beginning', declared('beginning'), ['a', 'b', 'c', 'd', 'e'], latest],
    ['from now', declared('now'), ['b', 'e'], latest],
    ['polled by code', { coded: codedOrders() }, ['a', 'b', 'c', 'd', 'e'], { given: latest }],
    ['polled by code, from now', { coded: codedOrders({ start: 'now' }) }, [], { given: latest }],
  ])('at any moment loses and repeats nothing, %s', async (name, options, expected, stands) => {
    service.orders.push(order('a', -3), order('b', day + 7), order('c', -1), order('d', -2), order('e', day + 9))
    const undisturbed = (bench: Bench, id: ListenerId): Promise<unknown> => {
      bench.clock.advance(1000)
      return bench.listening.pollNow(id)
    }
    const moments = await momentsOf(undisturbed, options)
    expect(moments.filter((moment) => moment === 'hand-off committed')).toHaveLength(3)

    for (const [index, moment] of moments.entries()) {
      const file = join(folder, `${name}-${index}.db`)
      const first = await processOn(file, options)
      const id = await first.listen()
      first.store.dieAt(index + 1)
      await undisturbed(first, id).catch((error: Error) => expect(error.message).toContain('killed'))
      expect(first.store.dead).toBe(true)
      await end(first)

      const second = await processOn(file, options)
      second.clock.advance(2000)
      await second.listening.pollNow(id)
      expect({ moment, orders: (await second.orders()).sort() }).toEqual({ moment, orders: expected })
      const { cursor, begun } = await second.listener(id)
      expect({ moment, cursor, begun }).toEqual({ moment, cursor: stands, begun: true })
      await second.listening.pollNow(id)
      expect(await second.orders()).toHaveLength(expected.length)
      await end(second)
    }
  })

  it.each([
    ['declared', { poll: ordersPoll() }, order('', 3).completedAt],
    ['coded', { coded: codedOrders() }, { given: order('', 3).completedAt }],
  ])(
    'delivers to a host at least once, with the same id, and only what was in flight again, %s',
    async (name, options, stands) => {
      service.orders.push(order('a', 1), order('b', 2), order('c', 3))
      service.pageSize = 3
      const recording = (store: () => Store, delivered: TriggerEvent[]) => ({
        deliveries: () => ({
          kind: 'host' as const,
          deliver: async (event: TriggerEvent) => {
            await store().tables.storage.get('host', 'is it alive?')
            delivered.push(event)
          },
        }),
      })
      let mortal: Store | undefined
      const moments = await momentsOf((bench, id) => bench.listening.pollNow(id), options)
      for (let index = 0; index < moments.length + 6; index += 1) {
        const file = join(folder, `host-${name}-${index}.db`)
        const delivered: TriggerEvent[] = []
        const first = await processOn(file, { ...options, ...recording(() => mortal as Store, delivered) })
        mortal = first.store
        const id = await first.listen()
        first.store.dieAt(index + 1)
        await first.listening.pollNow(id).catch(() => undefined)
        await end(first)
        const again: TriggerEvent[] = []
        const second = await processOn(file, { ...options, ...recording(() => mortal as Store, again) })
        mortal = second.store
        await second.listening.pollNow(id)
        await second.listening.pollNow(id)
        const ids = new Set([...delivered, ...again].map((event) => event.id))
        expect(ids.size).toBe(3)
        expect(new Set(again.map((event) => event.id)).size).toBe(again.length)
        expect((await second.listener(id)).cursor).toEqual(stands)
        await end(second)
      }
    },
  )
})
