import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectionNeedsReauthorisation } from '../../src/errors/index.ts'
import { type Delivery, declaredPolling } from '../../src/listen/index.ts'
import { type Bench, createBench, order, recordingRunner } from './bench/bench.ts'
import { orderPages } from './bench/order-pages.ts'
import { day, minute, ordersPoll } from './bench/poll-model.ts'

let bench: Bench
beforeEach(async () => {
  bench = await createBench()
  bench.clock.advance(day)
})
afterEach(() => bench[Symbol.asyncDispose]())

/** Resolves when these are the rests that listeners take, and no others. */
const resting = (...rests: number[]): Promise<void> => expect.poll(() => bench.clock.sleeping()).toEqual(rests)
const asked = (): number => bench.service.requests.length

describe('a listener', () => {
  it('is polled at once, and then at the interval of its trigger', async () => {
    await bench.listen()
    await bench.listening.start()
    await resting(minute)
    expect(asked()).toBe(1)
    bench.clock.advance(minute - 1)
    await resting(1)
    expect(asked()).toBe(1)
    bench.service.orders.push(order('a', 1))
    bench.clock.advance(1)
    await resting(minute)
    expect(asked()).toBe(2)
    expect(await bench.orders()).toEqual(['a'])
  })

  it('is polled from start to start, and never twice at a time', async () => {
    await bench.listen()
    bench.service.before = () => {
      bench.clock.advance(minute / 4)
      return undefined
    }
    await bench.listening.start()
    await resting((minute * 3) / 4)
    bench.service.before = () => {
      bench.clock.advance(minute * 5)
      bench.service.before = () => undefined
      return undefined
    }
    bench.clock.advance(minute)
    await resting(minute)
    expect(asked()).toBe(3)
    expect(bench.service.busiest()).toBe(1)
  })

  it('is polled as often as the host says instead', async () => {
    await using other = await createBench({ pollEvery: 200 })
    await other.listen()
    await other.listening.start()
    await expect.poll(() => other.clock.sleeping()).toEqual([200])
  })

  it('that is made while others are polled begins with its refresh', async () => {
    await bench.listening.start()
    const id = await bench.listen()
    expect(asked()).toBe(0)
    bench.listening.refresh(id)
    await resting(minute)
    expect(asked()).toBe(1)
  })

  it('is taken up by the next process', async () => {
    await bench.listen()
    await bench.listen({ dependent: 'other' })
    await bench.listening.start()
    await resting(minute, minute)
    expect(asked()).toBe(2)
  })

  it('that is ended is polled no more, and can come back', async () => {
    const id = await bench.listen()
    const { begun: _, ...listener } = await bench.listener(id)
    await bench.listening.start()
    await resting(minute)
    await bench.store.tables.listeners.remove(id)
    bench.clock.advance(minute)
    await resting()
    expect(asked()).toBe(1)
    await bench.store.tables.listeners.put({ ...listener, begun: false })
    bench.listening.refresh(id)
    await resting(minute)
    expect(asked()).toBe(2)
  })

  it('that comes back while it is found to be gone is polled', async () => {
    const id = await bench.listen()
    const listener = await bench.listener(id)
    const { listeners } = bench.store.tables
    await listeners.remove(id)
    const { get } = listeners
    listeners.get = async (asked) => {
      listeners.get = get
      const found = await get(asked)
      await listeners.put(listener)
      bench.listening.refresh(id)
      return found
    }
    await bench.listening.start()
    bench.listening.refresh(id)
    await resting(minute)
    expect(asked()).toBe(1)
  })

  it('rests until its host is there to take its events', async () => {
    let host: Delivery | undefined
    await using other = await createBench({ deliveries: () => host })
    other.clock.advance(day)
    other.service.orders.push(order('a', 1))
    const id = await other.listen()
    await other.listening.start()
    await expect(other.listening.pollNow(id)).rejects.toThrow('Nobody takes the events')
    expect(other.failures).toEqual([])
    host = recordingRunner()
    other.listening.refresh(id)
    await expect.poll(() => other.orders()).toEqual(['a'])
  })
})

describe('a poll that fails', () => {
  it('is tried again after ever longer rests, up to ten intervals', async () => {
    await bench.listen()
    bench.service.before = () => ({ status: 500 })
    await bench.listening.start()
    for (const intervals of [2, 4, 8, 10]) {
      await resting(intervals * minute)
      bench.clock.advance(intervals * minute)
    }
    await resting(10 * minute)
    bench.service.before = () => undefined
    bench.clock.advance(10 * minute)
    await resting(minute)
    bench.service.before = () => ({ status: 500 })
    bench.clock.advance(minute)
    await resting(2 * minute)
  })

  it('waits as long as the service asks', async () => {
    await bench.listen()
    bench.service.before = () => ({ status: 429, headers: { 'retry-after': '3600' } })
    await bench.listening.start()
    await resting(60 * minute)
  })

  it('does not hurry because the service would let it', async () => {
    await bench.listen()
    bench.service.before = () => ({ status: 429, headers: { 'retry-after': '1' } })
    await bench.listening.start()
    await resting(2 * minute)
  })

  it('is told once per message, and again after a success', async () => {
    await bench.listen()
    const fail = async (status: number): Promise<void> => {
      bench.service.before = () => ({ status })
      const before = asked()
      bench.clock.advance(10 * minute)
      await expect.poll(asked).toBe(before + 1)
      await expect.poll(() => bench.clock.sleeping().length).toBe(1)
    }
    await bench.listening.start()
    await resting(minute)
    await fail(500)
    await fail(500)
    await fail(503)
    await fail(500)
    bench.service.before = () => undefined
    bench.clock.advance(10 * minute)
    await resting(minute)
    await fail(500)
    expect(bench.failures.map((failure) => failure.message)).toEqual([
      'The service answered 500.',
      'The service answered 503.',
      'The service answered 500.',
      'The service answered 500.',
    ])
    expect(bench.failures[0]).toEqual({
      organisation: 'pune',
      dependent: 'restock',
      operation: 'tracker.orderCompleted',
      message: 'The service answered 500.',
    })
  })

  it('leaves the other listeners alone', async () => {
    await bench.listen({ dependent: 'bad', input: { bad: true } })
    await bench.listen({ dependent: 'good' })
    bench.service.before = (url) => (url.searchParams.has('bad') ? { status: 500 } : undefined)
    await bench.listening.start()
    await resting(minute, 2 * minute)
  })
})

describe('a listener whose connection needs reauthorisation', () => {
  it('pauses until it is resumed', async () => {
    let authorised = false
    await using other = await createBench({
      bind: async () => {
        if (!authorised) throw connectionNeedsReauthorisation('Connection "con_1" needs its secrets again.')
        return declaredPolling({ poll: ordersPoll(), pages: orderPages(other.service.origin, ordersPoll()) })
      },
    })
    other.clock.advance(day)
    other.service.orders.push(order('a', 1))
    const id = await other.listen()
    await other.listening.start()
    await expect.poll(() => other.failures.length).toBe(1)
    expect((await other.listener(id)).paused).toBe('Connection "con_1" needs its secrets again.')
    other.clock.advance(day)
    expect(other.clock.sleeping()).toEqual([])
    expect(other.service.requests).toEqual([])

    authorised = true
    await other.listening.resume(id)
    await expect.poll(() => other.orders()).toEqual(['a'])
    expect(await other.listener(id)).not.toHaveProperty('paused')
  })

  it('is tried once by the next process, which may find the connection well', async () => {
    const id = await bench.listen()
    await bench.store.tables.listeners.put({ ...(await bench.listener(id)), paused: 'since yesterday' })
    await bench.listening.start()
    await resting(minute)
    expect(await bench.listener(id)).not.toHaveProperty('paused')
  })
})
