import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Bench, createBench, order } from './bench/bench.ts'
import { day, minute, ordersPoll } from './bench/poll-model.ts'

let bench: Bench
beforeEach(async () => {
  bench = await createBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const cursorOf = async (id: Parameters<Bench['listener']>[0]): Promise<unknown> => (await bench.listener(id)).cursor

describe('a poll', () => {
  it('hands each item of all pages off once, and never again', async () => {
    bench.clock.advance(day)
    bench.service.orders.push(order('a', 1000), order('b', 3000), order('c', 2000))
    const id = await bench.listen()
    expect(await bench.listening.pollNow(id)).toEqual({ items: 3, events: 3 })
    expect(await bench.orders()).toEqual(['a', 'b', 'c'])
    expect(bench.service.requests).toEqual(['/orders', '/orders?from=2'])

    bench.service.orders.push(order('d', 2500))
    expect(await bench.listening.pollNow(id)).toEqual({ items: 4, events: 1 })
    expect(await bench.orders()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('tells the runner everything about an event, and wakes it after the commit', async () => {
    bench.clock.advance(5000)
    bench.service.orders.push(order('a', 1000))
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    expect(await bench.accepted()).toEqual([
      {
        id: expect.stringMatching(/^evt_[0-9a-f]{32}$/),
        listener: id,
        organisation: 'pune',
        dependent: 'restock',
        operation: 'tracker.orderCompleted',
        data: order('a', 1000),
        receivedAt: '2026-11-23T10:00:05.000Z',
      },
    ])
    expect(bench.woken()).toBe(1)
  })

  it('asks from the greatest cursor value, less the overlap', async () => {
    bench.clock.advance(day)
    bench.service.orders.push(order('a', 60 * minute), order('b', 10 * minute))
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    expect(await cursorOf(id)).toBe('2026-11-23T11:00:00.000Z')
    await bench.listening.pollNow(id)
    expect(bench.service.requests.at(-1)).toBe(`/orders?since=${encodeURIComponent('2026-11-23T10:55:00.000Z')}`)
  })

  it('leaves the cursor where it was until every page is in', async () => {
    bench.clock.advance(day)
    bench.service.orders.push(order('late', 60 * minute), order('b', 1), order('early', 2))
    bench.service.before = (url) => (url.searchParams.has('from') ? { status: 500 } : undefined)
    const id = await bench.listen()
    await expect(bench.listening.pollNow(id)).rejects.toMatchObject({ code: 'operation-failed', status: 500 })
    expect(await bench.orders()).toEqual(['late', 'b'])
    expect(await cursorOf(id)).toBeNull()

    bench.service.before = () => undefined
    expect(await bench.listening.pollNow(id)).toEqual({ items: 3, events: 1 })
    expect(await bench.orders()).toEqual(['late', 'b', 'early'])
    expect(await cursorOf(id)).toBe('2026-11-23T11:00:00.000Z')
  })

  it('takes items of one dedupe key for one, on a page and over pages', async () => {
    bench.clock.advance(day)
    bench.service.orders.push(order('a', 1), order('a', 1), order('b', 2), order('a', 1))
    const id = await bench.listen()
    expect(await bench.listening.pollNow(id)).toEqual({ items: 4, events: 2 })
    expect(await bench.orders()).toEqual(['a', 'b'])
  })

  it('takes the same order, completed again, for another item', async () => {
    bench.clock.advance(day)
    bench.service.orders.push(order('a', 1))
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    bench.service.orders.push(order('a', 2))
    expect((await bench.listening.pollNow(id)).events).toBe(1)
    const ids = (await bench.accepted()).map((event) => event.id)
    expect(new Set(ids).size).toBe(2)
  })

  it.each([
    ['dedupe key', { id: null, completedAt: order('x', 1).completedAt }, '/id'],
    ['cursor', { id: 'x', completedAt: 'yesterday' }, '/completedAt'],
  ])('stops at an item without a %s, hands nothing of its page off and loses nothing', async (_what, bad, pointer) => {
    bench.clock.advance(day)
    bench.service.orders.push(order('a', 1), order('b', 2), order('c', 3), bad)
    const id = await bench.listen()
    const failure = bench.listening.pollNow(id)
    await expect(failure).rejects.toMatchObject({ code: 'output-invalid' })
    await expect(failure).rejects.toThrow(`item 2 has no "${pointer}"`)
    expect(await bench.orders()).toEqual(['a', 'b'])
    expect(await cursorOf(id)).toBeNull()

    bench.service.orders[3] = order('x', 4)
    await bench.listening.pollNow(id)
    expect(await bench.orders()).toEqual(['a', 'b', 'c', 'x'])
  })

  it('does not move the cursor into the future with an item that is dated there', async () => {
    bench.service.orders.push(order('future', 10 * day))
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    expect(await cursorOf(id)).toBe('2026-11-23T10:00:00.000Z')
    bench.clock.advance(minute)
    bench.service.orders.push(order('now', minute))
    await bench.listening.pollNow(id)
    expect(await bench.orders()).toEqual(['future', 'now'])
  })

  it('never moves the cursor back', async () => {
    bench.clock.advance(day)
    bench.service.orders.push(order('a', 60 * minute))
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    bench.service.orders.splice(0, 1, order('b', 58 * minute))
    expect((await bench.listening.pollNow(id)).events).toBe(1)
    expect(await cursorOf(id)).toBe('2026-11-23T11:00:00.000Z')
  })

  it('undoes keys and cursor when the runner refuses an event', async () => {
    let refuse = true
    await using other = await createBench({
      deliveries: () => ({
        kind: 'runner',
        accept: async (event, { records }) => {
          if (refuse && (event.data as { id: string }).id === 'b') throw new Error('The disk is full.')
          await records.put({ collection: 'runs', id: crypto.randomUUID(), data: { ...event } })
        },
        wake: () => undefined,
      }),
    })
    other.clock.advance(day)
    other.service.orders.push(order('a', 1), order('b', 2))
    const id = await other.listen()
    await expect(other.listening.pollNow(id)).rejects.toThrow('The disk is full.')
    expect(await other.orders()).toEqual([])
    refuse = false
    await other.listening.pollNow(id)
    expect(await other.orders()).toEqual(['a', 'b'])
  })

  it('writes nothing when it finds nothing', async () => {
    const labels: string[] = []
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    const { transaction } = bench.store
    bench.store.transaction = (label, work) => {
      labels.push(label)
      return transaction(label, work)
    }
    expect(await bench.listening.pollNow(id)).toEqual({ items: 0, events: 0 })
    expect(labels).toEqual([])
  })
})

describe('dedupe keys', () => {
  const remembered = async (id: Parameters<Bench['listener']>[0], ...names: string[]): Promise<number> => {
    const before = (await bench.orders()).length
    bench.service.orders.splice(0, bench.service.orders.length, ...names.map((name) => order(name, 1)))
    await bench.listening.pollNow(id)
    return (await bench.orders()).length - before
  }

  it('are forgotten when no poll has shown them for the window', async () => {
    bench.poll = ordersPoll({ cursor: null, dedupe: { key: ['/id'], window: day } })
    const id = await bench.listen()
    await remembered(id, 'x')
    expect(await remembered(id, 'x', 'a')).toBe(1)
    bench.clock.advance(day - 1)
    expect(await remembered(id, 'x')).toBe(0)
    bench.clock.advance(2)
    expect(await remembered(id, 'x')).toBe(0)
    expect(await remembered(id, 'x', 'a')).toBe(1)
  })

  it('stay as long as polls show them, however long after the window', async () => {
    bench.clock.advance(minute)
    bench.service.orders.push(order('a', 1))
    const id = await bench.listen()
    for (let times = 0; times < 5; times += 1) {
      await bench.listening.pollNow(id)
      bench.clock.advance(31 * day)
    }
    expect(await bench.orders()).toEqual(['a'])
  })

  it('outlive a window that is shorter than the overlap', async () => {
    bench.poll = ordersPoll({ dedupe: { key: ['/id'], window: 1000 }, cursor: { overlap: 60 * minute } })
    bench.clock.advance(minute)
    bench.service.orders.push(order('a', 1))
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    bench.service.listed = () => [order('b', 2)]
    bench.clock.advance(minute)
    await bench.listening.pollNow(id)
    bench.service.listed = (orders) => orders
    await bench.listening.pollNow(id)
    expect(await bench.orders()).toEqual(['a', 'b'])
  })
})
