import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Bench, createBench, order } from './bench/bench.ts'
import { day, minute, ordersPoll } from './bench/poll-model.ts'

let bench: Bench
beforeEach(async () => {
  bench = await createBench({ poll: ordersPoll({ cursor: { start: 'now' } }) })
})
afterEach(() => bench[Symbol.asyncDispose]())

describe('start: now, with dates', () => {
  it('hands off only what is later than the listener', async () => {
    bench.service.orders.push(order('before', -minute), order('at', 0), order('after', 1))
    const id = await bench.listen()
    bench.clock.advance(minute)
    expect(await bench.listening.pollNow(id)).toEqual({ items: 3, events: 1 })
    expect(await bench.orders()).toEqual(['after'])
    await bench.listening.pollNow(id)
    expect(await bench.orders()).toEqual(['after'])
  })

  it('asks from a day before the listener, whatever clock and zone the service has', async () => {
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    await bench.listening.pollNow(id)
    const asked = `/orders?since=${encodeURIComponent('2026-11-22T09:55:00.000Z')}`
    expect(bench.service.requests).toEqual([asked, asked])
  })

  it('brings nothing old later: the next poll asks from no earlier', async () => {
    bench.service.orders.push(order('too old', -day - 6 * minute), order('old', -day - 4 * minute))
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    await bench.listening.pollNow(id)
    await bench.listening.pollNow(id)
    expect(await bench.orders()).toEqual([])
  })

  it('hands off what a slow clock dates before the listener, once the baseline is in', async () => {
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    bench.service.orders.push(order('slow', -10 * minute))
    await bench.listening.pollNow(id)
    expect(await bench.orders()).toEqual(['slow'])
  })

  it('takes the baseline up again when the first poll broke off', async () => {
    bench.service.orders.push(order('a', -3), order('b', 5), order('c', -2), order('d', 6))
    bench.service.before = (url) => (url.searchParams.has('from') ? { status: 500 } : undefined)
    const id = await bench.listen()
    bench.clock.advance(minute)
    await expect(bench.listening.pollNow(id)).rejects.toThrow('500')
    expect(await bench.listener(id)).toMatchObject({ begun: false, cursor: null })
    bench.service.before = () => undefined
    await bench.listening.pollNow(id)
    expect(await bench.orders()).toEqual(['b', 'd'])
    expect(await bench.listener(id)).toMatchObject({ begun: true })
  })
})

describe('start: now, without dates', () => {
  it.each([
    ['no cursor', ordersPoll({ cursor: null, dedupe: { key: ['/id'], window: day } })],
    [
      'an integer cursor',
      ordersPoll({
        cursor: { type: 'integer', from: '/number', overlap: 0, start: 'now' },
        dedupe: { key: ['/id'], window: day },
      }),
    ],
  ])('takes everything in the first poll as known, with %s', async (_what, poll) => {
    bench.poll = poll
    bench.service.orders.push(order('a', 1), order('b', 2), order('c', 3))
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    expect(await bench.orders()).toEqual([])
    bench.service.orders.push(order('d', 4))
    await bench.listening.pollNow(id)
    expect(await bench.orders()).toEqual(['d'])
  })

  it('finds an empty list to be a baseline too', async () => {
    bench.poll = ordersPoll({ cursor: null })
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    bench.service.orders.push(order('a', -day))
    await bench.listening.pollNow(id)
    expect(await bench.orders()).toEqual(['a'])
  })
})

describe('start: beginning', () => {
  it('hands everything off and asks without a cursor first', async () => {
    bench.poll = ordersPoll({ cursor: { start: 'beginning' } })
    bench.service.orders.push(order('a', -100 * day), order('b', 0))
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    expect(await bench.orders()).toEqual(['a', 'b'])
    expect(bench.service.requests).toEqual(['/orders'])
  })
})

describe('a cursor that the revision can not read', () => {
  const numbers = ordersPoll({
    cursor: { type: 'integer', from: '/number', overlap: 0, start: 'beginning' },
    dedupe: { key: ['/id'], window: 30 * day },
  })
  const dates = ordersPoll({ cursor: { start: 'beginning' }, dedupe: { key: ['/id'], window: 30 * day } })

  it('does not bring back what was handed off and forgotten', async () => {
    bench.poll = numbers
    bench.service.orders.push(order('old', 1))
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    for (const days of [1, 40]) {
      bench.clock.advance(20 * day)
      bench.service.orders.push(order(`${days}`, days * day))
      await bench.listening.pollNow(id)
      await bench.listening.pollNow(id)
    }

    bench.poll = dates
    bench.service.orders.push(order('new', 40 * day - minute))
    bench.service.listed = () => bench.service.orders
    await bench.listening.pollNow(id)
    expect(await bench.orders()).toEqual(['old', '1', '40', 'new'])
    expect((await bench.listener(id)).cursor).toBe(order('', 40 * day).completedAt)
  })

  it('makes everything known when there is no cursor any more', async () => {
    bench.poll = dates
    const id = await bench.listen()
    bench.clock.advance(minute)
    bench.service.orders.push(order('a', 1))
    await bench.listening.pollNow(id)
    bench.poll = ordersPoll({ cursor: null, dedupe: dates.dedupe })
    bench.service.orders.unshift(order('ancient', -100 * day))
    await bench.listening.pollNow(id)
    expect(await bench.orders()).toEqual(['a'])
    expect((await bench.listener(id)).cursor).toBeNull()
    bench.service.orders.push(order('b', 2))
    await bench.listening.pollNow(id)
    expect(await bench.orders()).toEqual(['a', 'b'])
  })
})
