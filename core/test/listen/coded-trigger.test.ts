import { afterEach, beforeEach, expect, it } from 'vitest'
import { connectionNeedsReauthorisation } from '../../src/errors/index.ts'
import { createTransport, type Transport } from '../../src/http/index.ts'
import { codePolling, declaredPolling } from '../../src/listen/index.ts'
import type { Json, ListenerId } from '../../src/model/index.ts'
import { type Bench, createBench, order } from './bench/bench.ts'
import { codedBench, ordersFrom, origin, type Poll, type Times } from './bench/coded-bench.ts'
import { orderPages } from './bench/order-pages.ts'
import { type OrderService, orderService } from './bench/order-service.ts'
import { codedOrders, day, minute, ordersPoll } from './bench/poll-model.ts'
import { morning, virtualClock } from './bench/virtual-clock.ts'

let service: OrderService
let transport: Transport
beforeEach(async () => {
  service = await orderService()
  transport = createTransport({ connectTo: { [origin]: service.origin } })
})
afterEach(async () => {
  await transport[Symbol.asyncDispose]()
  await service[Symbol.asyncDispose]()
})

const listeningTo = (poll: Poll, times?: Times): Promise<Bench> => codedBench({ service, transport }, poll, times)
const cursorOf = async (bench: Bench, id: ListenerId): Promise<unknown> => (await bench.listener(id)).cursor

it('asks over the transport from the cursor that the last item gave', async () => {
  await using bench = await listeningTo(ordersFrom)
  service.orders.push(order('a'), order('b'), order('c'))
  const id = await bench.listen()
  expect(await bench.listening.pollNow(id)).toEqual({ items: 3, events: 3 })
  expect(await cursorOf(bench, id)).toEqual({ given: { from: 3 } })
  service.orders.push(order('d'))
  expect(await bench.listening.pollNow(id)).toEqual({ items: 1, events: 1 })
  expect(await bench.listening.pollNow(id)).toEqual({ items: 0, events: 0 })
  expect(await bench.orders()).toEqual(['a', 'b', 'c', 'd'])
  expect(service.requests).toEqual(['/orders?from=0', '/orders?from=2', '/orders?from=3', '/orders?from=4'])
})

it('takes what the first whole poll gives for known, unless it starts from the beginning', async () => {
  await using bench = await listeningTo(ordersFrom, { start: 'now' })
  service.orders.push(order('a'), order('b'), order('c'))
  service.before = (url) => (url.searchParams.get('from') === '2' ? { status: 400 } : undefined)
  const id = await bench.listen()
  await expect(bench.listening.pollNow(id)).rejects.toMatchObject({ code: 'operation-failed' })
  expect(await bench.listener(id)).toMatchObject({ begun: false, cursor: null })
  service.before = () => undefined
  expect(await bench.listening.pollNow(id)).toEqual({ items: 3, events: 0 })
  service.orders.push(order('d'))
  await bench.listening.pollNow(id)
  expect(await bench.orders()).toEqual(['d'])
})

it('finds an empty first poll to be a baseline too', async () => {
  await using bench = await listeningTo(ordersFrom, { start: 'now' })
  const id = await bench.listen()
  await bench.listening.pollNow(id)
  service.orders.push(order('a'))
  await bench.listening.pollNow(id)
  expect(await bench.orders()).toEqual(['a'])
})

it('hands off what was yielded before it throws, and keeps the cursor of the last whole poll', async () => {
  let breaks = true
  await using bench = await listeningTo(async function* () {
    yield { id: 'a', data: { id: 'a' }, cursor: 1 }
    if (breaks) throw new Error('The moon is full.')
    yield { id: 'b', data: { id: 'b' }, cursor: 2 }
    yield { id: 'a', data: { id: 'a' } }
  })
  const id = await bench.listen()
  await expect(bench.listening.pollNow(id)).rejects.toMatchObject({ code: 'connector-failed' })
  expect(await bench.orders()).toEqual(['a'])
  expect(await bench.listener(id)).toMatchObject({ begun: false, cursor: null })
  breaks = false
  expect(await bench.listening.pollNow(id)).toEqual({ items: 3, events: 1 })
  expect(await bench.orders()).toEqual(['a', 'b'])
  expect(await cursorOf(bench, id)).toEqual({ given: 2 })
})

it.each<[Json]>([['text'], [0], [false], [null], [['a']], [{ given: { page: 7 } }]])(
  'keeps %j as a cursor as it was given, also for a poll that gives none',
  async (cursor) => {
    const asked: Json[] = []
    await using bench = await listeningTo(async function* (services) {
      asked.push(services.cursor)
      if (asked.length === 1) yield { id: 'a', data: null, cursor }
      if (asked.length === 2) yield { id: 'b', data: null }
    })
    const id = await bench.listen()
    for (let times = 0; times < 4; times += 1) await bench.listening.pollNow(id)
    expect(asked).toEqual([null, cursor, cursor, cursor])
  },
)

it('writes nothing when it finds nothing', async () => {
  await using bench = await listeningTo(ordersFrom)
  service.orders.push(order('a'))
  const id = await bench.listen()
  await bench.listening.pollNow(id)
  const labels: string[] = []
  const { transaction } = bench.store
  bench.store.transaction = (label, work) => {
    labels.push(label)
    return transaction(label, work)
  }
  await bench.listening.pollNow(id)
  expect(labels).toEqual([])
})

it('is tried again after ever longer rests, told once, and waits as long as the service asks', async () => {
  await using bench = await listeningTo(async function* (services) {
    yield* ordersFrom(services)
    throw new Error('The moon is full.')
  })
  await bench.listen()
  await bench.listening.start()
  for (const intervals of [2, 4]) {
    await expect.poll(() => bench.clock.sleeping()).toEqual([intervals * minute])
    bench.clock.advance(intervals * minute)
  }
  await expect.poll(() => bench.clock.sleeping()).toEqual([8 * minute])
  expect(bench.failures.map(({ message }) => message)).toEqual([expect.stringContaining('The moon is full.')])
  service.before = () => ({ status: 429, headers: { 'retry-after': '3600' } })
  bench.clock.advance(8 * minute)
  await expect.poll(() => bench.clock.sleeping()).toEqual([60 * minute])
})

it('pauses its listener when the connection needs reauthorisation', async () => {
  await using bench = await listeningTo(async function* () {
    yield { id: 'a', data: { id: 'a' } }
    throw connectionNeedsReauthorisation('Connection "con_1" needs its secrets again.')
  })
  const id = await bench.listen()
  await bench.listening.start()
  await expect.poll(() => bench.failures.length).toBe(1)
  expect((await bench.listener(id)).paused).toBe('Connection "con_1" needs its secrets again.')
  expect(bench.clock.sleeping()).toEqual([])
})

it('is cut off in a request and closed when its poll is dropped, and polled anew', async () => {
  const steps: string[] = []
  await using bench = await listeningTo(async function* (services) {
    try {
      steps.push('polled')
      yield* ordersFrom(services)
    } finally {
      steps.push('closed')
    }
  })
  service.before = () => new Promise(() => undefined)
  const id = await bench.listen()
  await bench.listening.start()
  await expect.poll(() => service.requests.length).toBe(1)
  service.before = () => undefined
  service.orders.push(order('a'))
  bench.listening.refresh(id)
  await expect.poll(() => bench.orders()).toEqual(['a'])
  await expect.poll(() => service.cutOff()).toBe(1)
  expect(steps.toSorted()).toEqual(['closed', 'closed', 'polled', 'polled'])

  service.before = () => new Promise(() => undefined)
  bench.clock.advance(minute)
  await expect.poll(() => service.requests.length).toBe(3)
  await bench.listening.stop()
  await expect.poll(() => service.cutOff()).toBe(2)
  expect(bench.failures).toEqual([])
})

it('is closed when the store refuses a page', async () => {
  let closed = 0
  await using bench = await listeningTo(async function* () {
    try {
      for (let number = 0; number < 300; number += 1) yield { id: `${number}`, data: { id: `${number}` } }
    } finally {
      closed += 1
    }
  })
  const id = await bench.listen()
  const { transaction } = bench.store
  bench.store.transaction = () => Promise.reject(new Error('The disk is full.'))
  await expect(bench.listening.pollNow(id)).rejects.toThrow('The disk is full.')
  expect(closed).toBe(1)
  bench.store.transaction = transaction
  expect(await bench.listening.pollNow(id)).toEqual({ items: 300, events: 300 })
})

it('that hangs is given up after its timeout', async () => {
  await using bench = await listeningTo(
    async function* () {
      yield { id: 'a', data: { id: 'a' } }
      await new Promise(() => undefined)
    },
    { timeout: '50ms' },
  )
  const id = await bench.listen()
  await expect(bench.listening.pollNow(id)).rejects.toMatchObject({ code: 'request-timeout' })
  expect(await bench.orders()).toEqual(['a'])
})

it('takes everything for known when a declared poll gives way to code, and the other way round', async () => {
  const declared = ordersPoll({ dedupe: { key: ['/id'], window: 30 * day } })
  const asked: Json[] = []
  const coded = codePolling({
    poll: codedOrders(),
    async *items(input, cursor, signal) {
      asked.push(cursor)
      for await (const page of orderPages(service.origin, ordersPoll({ cursor: null }))(input, null, signal))
        yield page.map((data) => ({ id: (data as { id: string }).id, data, cursor: 'a bookmark' }))
    },
  })
  let polling = declaredPolling({ poll: declared, pages: orderPages(service.origin, declared) })
  await using bench = await createBench({ service, clock: virtualClock(morning + day), bind: async () => polling })
  service.orders.push(order('a', 1))
  const id = await bench.listen()
  await bench.listening.pollNow(id)
  expect(await cursorOf(bench, id)).toBe(order('', 1).completedAt)

  polling = coded
  service.orders.push(order('b', 2))
  expect(await bench.listening.pollNow(id)).toEqual({ items: 2, events: 0 })
  service.orders.push(order('c', 3))
  expect(await bench.listening.pollNow(id)).toEqual({ items: 3, events: 1 })
  expect(asked).toEqual([null, 'a bookmark'])

  polling = declaredPolling({ poll: declared, pages: orderPages(service.origin, declared) })
  expect(await bench.listening.pollNow(id)).toEqual({ items: 3, events: 0 })
  expect(await cursorOf(bench, id)).toBe(order('', 3).completedAt)
  expect(await bench.orders()).toEqual(['a', 'c'])
})

it('that gives no cursor loses one of another kind', async () => {
  await using bench = await createBench({ coded: codedOrders() })
  const id = await bench.listen()
  await bench.store.tables.listeners.put({ ...(await bench.listener(id)), begun: true, cursor: '2026-11-23T10:00:00Z' })
  await bench.listening.pollNow(id)
  expect(await cursorOf(bench, id)).toBeNull()
  bench.service.orders.push(order('a', 1))
  await bench.listening.pollNow(id)
  expect(await bench.orders()).toEqual(['a'])
})
