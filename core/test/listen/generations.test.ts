import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bumpGenerations } from '../../src/listen/index.ts'
import type { ListenerId, TriggerEvent } from '../../src/model/index.ts'
import { type Bench, createBench, order } from './bench/bench.ts'
import { day, ordersPoll } from './bench/poll-model.ts'

let bench: Bench
beforeEach(async () => {
  bench = await createBench()
  bench.clock.advance(day)
})
afterEach(() => bench[Symbol.asyncDispose]())

const approve = (): Promise<readonly ListenerId[]> =>
  bench.store.transaction('approve', (tables) => bumpGenerations(tables, 'pune', 'restock'))

/** Runs `meanwhile` once, while a page is on its way. */
function during(page: string | null, meanwhile: () => Promise<unknown>): void {
  bench.service.before = async (url) => {
    if (url.searchParams.get('from') !== page) return undefined
    bench.service.before = () => undefined
    await meanwhile()
    return undefined
  }
}

describe('a swap of revision or edit', () => {
  it('raises the generation of all of the dependent, and of nobody else', async () => {
    const first = await bench.listen()
    const second = await bench.listen({ dependent: 'other' })
    expect(await approve()).toEqual([first])
    expect((await bench.listener(first)).generation).toBe(2)
    expect((await bench.listener(second)).generation).toBe(1)
  })

  it('drops the page in flight and polls anew with what is bound then', async () => {
    bench.service.orders.push(order('a', 1), order('b', 2))
    const id = await bench.listen()
    during(null, async () => {
      await approve()
      bench.poll = ordersPoll({ dedupe: { key: ['/id'], window: day } })
    })
    expect(await bench.listening.pollNow(id)).toEqual({ items: 2, events: 2 })
    expect(bench.service.requests).toEqual(['/orders', '/orders'])
    expect(await bench.orders()).toEqual(['a', 'b'])
  })

  it('keeps what earlier pages handed off', async () => {
    bench.service.orders.push(order('a', 1), order('b', 2), order('c', 3), order('d', 4), order('e', 5))
    const id = await bench.listen()
    during('4', approve)
    await bench.listening.pollNow(id)
    expect((await bench.orders()).sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(bench.service.requests).toHaveLength(6)
    expect((await bench.listener(id)).cursor).toBe(order('', 5).completedAt)
  })

  it('lets dedupe keys survive a field that is renamed', async () => {
    bench.service.orders.push(order('a', 1))
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    const renamed = { orderId: 'a', completedAt: order('a', 1).completedAt }
    bench.service.listed = () => [renamed as never]
    bench.poll = ordersPoll({ dedupe: { key: ['/orderId', '/completedAt'], window: day } })
    await approve()
    expect(await bench.listening.pollNow(id)).toEqual({ items: 1, events: 0 })
  })

  it('drops the page of a listener that was ended', async () => {
    bench.service.orders.push(order('a', 1))
    const id = await bench.listen()
    during(null, () =>
      bench.store.transaction('end', (tables) =>
        bench.listening.unlisten({ organisation: 'pune', dependent: 'restock' }, tables),
      ),
    )
    await expect(bench.listening.pollNow(id)).rejects.toThrow(`There is no listener "${id}"`)
    expect(await bench.orders()).toEqual([])
    expect(await bench.store.tables.seen.unknown(id, ['x'])).toEqual(new Set(['x']))
  })

  it('refreshed, aborts the request in flight', async () => {
    let answer: (() => void) | undefined
    const arrived = new Promise<void>((resolve) => {
      during(null, () => {
        resolve()
        return new Promise<void>((go) => {
          answer = go
        })
      })
    })
    const id = await bench.listen()
    await bench.listening.start()
    await arrived
    bench.service.orders.push(order('a', 1))
    await approve()
    bench.listening.refresh(id)
    await expect.poll(() => bench.orders()).toEqual(['a'])
    expect(bench.service.requests).toHaveLength(2)
    await expect.poll(() => bench.service.cutOff()).toBe(1)
    answer?.()
  })

  it('does not deliver to a host what was polled before it', async () => {
    const delivered: TriggerEvent[] = []
    await using other = await createBench({
      service: bench.service,
      deliveries: () => ({ kind: 'host', deliver: async (event) => void delivered.push(event) }),
    })
    other.clock.advance(day)
    const id = await other.listen()
    bench.service.orders.push(order('a', 1))
    during(null, async () => {
      bench.service.orders.splice(0, 1, order('b', 1))
      await other.store.transaction('approve', (tables) => bumpGenerations(tables, 'pune', 'restock'))
    })
    // The answer is made after the approval; what it holds does not matter, it is asked for again.
    await other.listening.pollNow(id)
    expect(bench.service.requests).toHaveLength(2)
    expect(delivered.map((event) => (event.data as { id: string }).id)).toEqual(['b'])
  })
})
