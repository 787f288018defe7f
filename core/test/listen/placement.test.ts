import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConnectionId } from '../../src/model/index.ts'
import { type Bench, createBench, order } from './bench/bench.ts'
import { day, ordersPoll } from './bench/poll-model.ts'

let bench: Bench
beforeEach(async () => {
  bench = await createBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const connection = (name: string): ConnectionId => `con_${name}` as ConnectionId
const stored = async (): Promise<unknown[]> =>
  (await bench.store.tables.listeners.list()).map((one) => [one.dependent, one.operation, one.connection])

describe('listen', () => {
  it('makes a listener that has not begun', async () => {
    bench.clock.advance(1000)
    const id = await bench.listen({ connection: connection('a'), input: { status: 'done' } })
    expect(await bench.listener(id)).toEqual({
      id,
      organisation: 'pune',
      dependent: 'restock',
      operation: 'tracker.orderCompleted',
      connection: 'con_a',
      input: { status: 'done' },
      cursor: null,
      startedAt: '2026-11-23T10:00:01.000Z',
      begun: false,
      generation: 1,
    })
  })

  it('keeps the position, and what was seen, for the same operation on the same connection', async () => {
    bench.clock.advance(day)
    bench.service.orders.push(order('a', 1))
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    const before = await bench.listener(id)
    expect(await bench.listen({ input: { country: 'de' } })).toBe(id)
    expect(await bench.listener(id)).toEqual({ ...before, input: { country: 'de' }, generation: 2 })
    expect((await bench.listening.pollNow(id)).events).toBe(0)
    expect(bench.service.requests.at(-1)).toContain('country=de')
  })

  it.each([
    ['another operation', { operation: 'tracker.orderCancelled' }],
    ['another connection', { connection: connection('b') }],
  ])('starts anew for %s', async (_what, change) => {
    bench.clock.advance(day)
    bench.service.orders.push(order('a', 1))
    const before = await bench.listen({ connection: connection('a') })
    await bench.listening.pollNow(before)
    const after = await bench.listen({ connection: connection('a'), ...change })
    expect(after).not.toBe(before)
    expect(await bench.store.tables.listeners.list()).toHaveLength(1)
    expect((await bench.listening.pollNow(after)).events).toBe(1)
    const [first, second] = await bench.accepted()
    expect(first?.id).not.toBe(second?.id)
  })

  it('begins with a new baseline for another input where there is no cursor to keep', async () => {
    bench.poll = ordersPoll({ cursor: null })
    bench.service.orders.push(order('a', 1))
    const id = await bench.listen()
    await bench.listening.pollNow(id)
    bench.service.orders.push(order('not for the first input', 2))
    await bench.listen({ input: { country: 'de' } })
    expect((await bench.listening.pollNow(id)).events).toBe(0)
    bench.service.orders.push(order('b', 3))
    await bench.listen({ input: { country: 'de' } })
    expect((await bench.listening.pollNow(id)).events).toBe(1)
  })

  it('keeps the others of a host that says so', async () => {
    await bench.listen({ operation: 'tracker.a' })
    await bench.listen({ operation: 'tracker.b', keepOthers: true })
    await bench.listen({ operation: 'tracker.b', connection: connection('a'), keepOthers: true })
    expect((await stored()).sort()).toEqual([
      ['restock', 'tracker.a', null],
      ['restock', 'tracker.b', null],
      ['restock', 'tracker.b', 'con_a'],
    ])
    await bench.listen({ operation: 'tracker.b' })
    expect(await stored()).toEqual([['restock', 'tracker.b', null]])
  })
})

describe('unlisten', () => {
  it.each([
    [{}, [['other', 'tracker.a', null]]],
    [
      { operation: 'tracker.a' },
      [
        ['other', 'tracker.a', null],
        ['restock', 'tracker.b', null],
      ],
    ],
    [
      { connection: null },
      [
        ['other', 'tracker.a', null],
        ['restock', 'tracker.a', 'con_a'],
      ],
    ],
  ])('ends those of a dependent that fit %j', async (which, left) => {
    await bench.listen({ dependent: 'other', operation: 'tracker.a' })
    await bench.listen({ operation: 'tracker.a', connection: connection('a') })
    await bench.listen({ operation: 'tracker.b', keepOthers: true })
    await bench.store.transaction('test', (tables) =>
      bench.listening.unlisten({ organisation: 'pune', dependent: 'restock', ...which }, tables),
    )
    expect((await stored()).sort()).toEqual(left)
  })
})
