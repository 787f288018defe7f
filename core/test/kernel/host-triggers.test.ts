import { expect, it } from 'vitest'
import type { PollServices } from '../../src/sdk.ts'
import { openHost, organisation } from './host.ts'
import { complete, connect, hear, key, optionsFor, orders, pollsOf, rest } from './host-orders.ts'
import { startTracker } from './service.ts'

it('lets a host hear a trigger of its own, from now on, and keeps the position over a restart', async () => {
  await using tracker = await startTracker(key)
  await using host = await openHost()
  const seen: PollServices[] = []
  const options = optionsFor(tracker, [orders((services) => seen.push(services))])
  const first = await host.start(options)
  expect((await first.catalogue.get({ organisation, connector: 'orders' }))?.operations).toContainEqual(
    expect.objectContaining({ name: 'orders.completed', kind: 'trigger' }),
  )
  complete(tracker, 'old')
  const { id: connection } = await connect(first)
  const before = await hear(first, connection)
  await expect.poll(() => pollsOf(first, connection)).toBeGreaterThan(1)
  complete(tracker, 'a', 'b')
  await expect.poll(before.ids).toEqual(['a', 'b'])
  expect(before.heard[0]).toMatchObject({
    id: expect.stringMatching(/^evt_/),
    organisation,
    dependent: 'shop',
    operation: 'orders.completed',
    data: { id: 'a', sku: 'A-1' },
  })

  await first[Symbol.asyncDispose]()
  complete(tracker, 'c')
  const polled = tracker.seen.length
  const second = await host.start(options)
  const after = await hear(second, connection)
  await expect.poll(after.ids).toEqual(['c'])
  await rest(second, connection)
  expect(after.ids()).toEqual(['c'])
  expect(tracker.seen[polled]).toEqual({ method: 'GET', path: '/api/orders?status=completed&after=3', key })
  expect(tracker.seen.every((request) => request.key === key)).toBe(true)
  expect(JSON.stringify([seen, host.events, before.heard])).not.toContain(key)
})

it('delivers again what a host refused, with the same id, and says that it failed', async () => {
  await using tracker = await startTracker(key)
  await using host = await openHost()
  const kernel = await host.start(optionsFor(tracker, [orders(() => {})]))
  const { id: connection } = await connect(kernel)
  let refused = 0
  const { ids } = await hear(kernel, connection, (id) => {
    if (id !== 'b' || refused > 0) return false
    refused += 1
    return true
  })
  await expect.poll(() => pollsOf(kernel, connection)).toBeGreaterThan(1)
  complete(tracker, 'a', 'b', 'c')
  await expect.poll(ids).toEqual(['a', 'b', 'c'])
  expect(await host.event('listener:failed')).toMatchObject({ dependent: 'shop', message: 'The queue is full.' })
})

it('tells of a function that throws, once, and goes on when it works again', async () => {
  await using tracker = await startTracker(key)
  await using host = await openHost()
  let broken = true
  const throwing = orders(() => {
    if (broken) throw new Error('The moon is full.')
  })
  const kernel = await host.start(optionsFor(tracker, [throwing]))
  const { id: connection } = await connect(kernel)
  const { ids } = await hear(kernel, connection)
  expect(await host.event('listener:failed')).toEqual({
    organisation,
    dependent: 'shop',
    operation: 'orders.completed',
    message: "orders.completed failed in the connector's own code: The moon is full.",
  })
  broken = false
  await expect.poll(() => pollsOf(kernel, connection)).toBeGreaterThan(1)
  complete(tracker, 'a')
  await expect.poll(ids).toEqual(['a'])
  expect(host.names().filter((name) => name === 'listener:failed')).toHaveLength(1)
})
