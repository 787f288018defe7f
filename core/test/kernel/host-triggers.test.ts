import { expect, it } from 'vitest'
import type { ConnectionId, Kernel, TriggerEvent } from '../../src/index.ts'
import { action, type ConnectorDefinition, defineConnector, type PollServices, trigger } from '../../src/sdk.ts'
import { openHost, organisation } from './host.ts'
import { startTracker, type Tracker } from './service.ts'

const key = 'planted-secret-of-the-tracker'

/** Orders of the tracker that were completed, found by a function: it counts the polls in its connection's storage. */
function orders(seen: (services: PollServices) => void, fields: readonly string[] = ['sku']): ConnectorDefinition {
  return defineConnector({
    id: 'orders',
    version: '1.0.0',
    title: 'Orders',
    servers: [{ url: 'https://tracker.example.com/api' }],
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } },
    actions: {
      polls: action({ effect: 'read', run: async (_input, { storage }) => (await storage.get('polls')) ?? 0 }),
    },
    triggers: {
      completed: trigger({
        every: '1s',
        input: { properties: { status: { type: 'string' } } },
        output: {
          type: 'object',
          required: ['id', ...fields],
          properties: Object.fromEntries(['id', ...fields].map((name) => [name, { type: 'string' }])),
        },
        async *poll({ status = 'completed' }, services) {
          seen(services)
          const { http, cursor, storage } = services
          await storage.put('polls', Number((await storage.get('polls')) ?? 0) + 1)
          const after = Number(cursor ?? 0)
          const answer = (await http.get('orders', { query: { status, after } })).json() as { orders: { id: string }[] }
          for (const [index, data] of answer.orders.slice(after).entries())
            yield { id: data.id, data, cursor: after + index + 1 }
        },
      }),
    },
  })
}

interface Hearing {
  readonly heard: TriggerEvent[]
  readonly ids: () => string[]
}

/** Listens as the host's own dependent; events that come in are kept. */
async function hear(kernel: Kernel, connection: ConnectionId, refuse?: (id: string) => boolean): Promise<Hearing> {
  const heard: TriggerEvent[] = []
  await kernel.listen({
    operation: 'orders.completed',
    connection,
    dependent: 'shop',
    input: { status: 'completed' },
    async deliver(event) {
      if (refuse?.((event.data as { id: string }).id)) throw new Error('The queue is full.')
      heard.push(event)
    },
  })
  return { heard, ids: () => heard.map(({ data }) => (data as { id: string }).id) }
}

const optionsFor = (tracker: Tracker, connectors: readonly ConnectorDefinition[]) => ({
  connectTo: { 'https://tracker.example.com': tracker.origin },
  connectors,
})

const connect = (kernel: Kernel) =>
  kernel.connections.add({ organisation, connector: 'orders', settings: {}, credentials: { key } })

const pollsOf = async (kernel: Kernel, connection: ConnectionId): Promise<number> =>
  Number((await kernel.invoke('orders.polls', { connection })).output)

/** Resolves when two whole polls have passed. */
async function rest(kernel: Kernel, connection: ConnectionId): Promise<void> {
  const before = await pollsOf(kernel, connection)
  await expect.poll(() => pollsOf(kernel, connection)).toBeGreaterThan(before + 2)
}

const complete = (tracker: Tracker, ...ids: string[]): void =>
  void tracker.orders.push(...ids.map((id) => ({ id, sku: 'A-1' })))

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

it('ends a function that never does when the kernel is closed', async () => {
  await using tracker = await startTracker(key)
  await using host = await openHost()
  let [begun, closed] = [0, 0]
  const endless = defineConnector({
    ...orders(() => {}),
    triggers: {
      completed: trigger({
        output: true,
        async *poll(_input, { signal }) {
          begun += 1
          try {
            yield { id: 'a', data: 1 }
            await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
          } finally {
            closed += 1
          }
        },
      }),
    },
  })
  let failed = 0
  const kernel = await host.start({
    ...optionsFor(tracker, [endless]),
    on: { 'listener:failed': () => (failed += 1) },
  })
  const { id: connection } = await connect(kernel)
  await hear(kernel, connection)
  await expect.poll(() => begun).toBe(1)
  await kernel[Symbol.asyncDispose]()
  await expect.poll(() => closed).toBe(1)
  expect([begun, failed]).toEqual([1, 0])
})

it('goes on from where it was with the trigger that the next deployment of the host has', async () => {
  await using tracker = await startTracker(key)
  await using host = await openHost()
  const kernel = await host.start(optionsFor(tracker, [orders(() => {})]))
  const { id: connection } = await connect(kernel)
  await hear(kernel, connection)
  await expect.poll(() => pollsOf(kernel, connection)).toBeGreaterThan(1)
  await kernel[Symbol.asyncDispose]()
  complete(tracker, 'a')

  const changed = await host.start(optionsFor(tracker, [orders(() => {}, [])]))
  await host.event('connector:changed')
  const { ids } = await hear(changed, connection)
  await expect.poll(ids).toEqual(['a'])
  await rest(changed, connection)
  expect(ids()).toEqual(['a'])
})

it('says so where the host registers the connector no longer, and somebody listens to it', async () => {
  await using tracker = await startTracker(key)
  await using host = await openHost()
  const kernel = await host.start(optionsFor(tracker, [orders(() => {})]))
  const { id: connection } = await connect(kernel)
  await hear(kernel, connection)

  await kernel[Symbol.asyncDispose]()

  const without = await host.start(optionsFor(tracker, []))
  const { change } = await host.event('connector:held')
  expect(change.revision).toBeNull()
  await hear(without, connection)
  const message = 'is of a revision whose functions this process does not have.'
  expect(await host.event('listener:failed')).toMatchObject({ message: `orders.completed ${message}` })
  await expect(pollsOf(without, connection)).rejects.toMatchObject({
    code: 'operation-unknown',
    message: `orders.polls ${message}`,
    hint: expect.stringContaining('approve its removal'),
  })
})

it('waits a while for a delivery that hangs when it closes, and delivers again', async () => {
  await using tracker = await startTracker(key)
  await using host = await openHost()
  const options = { ...optionsFor(tracker, [orders(() => {})]), closeWithin: 50 }
  const kernel = await host.start(options)
  const { id: connection } = await connect(kernel)
  const delivering = Promise.withResolvers<{ readonly id: string; readonly signal: AbortSignal }>()
  await kernel.listen({
    operation: 'orders.completed',
    connection,
    dependent: 'shop',
    input: { status: 'completed' },
    deliver(event, { signal }) {
      delivering.resolve({ id: event.id, signal })
      return new Promise(() => {})
    },
  })
  await rest(kernel, connection)
  complete(tracker, 'a')
  const { id, signal } = await delivering.promise
  expect(signal.aborted).toBe(false)
  await kernel[Symbol.asyncDispose]()
  expect(signal.reason).toMatchObject({ code: 'kernel-closed' })

  const again = await host.start(options)
  const after = await hear(again, connection)
  await expect.poll(after.ids).toEqual(['a'])
  expect(after.heard[0]?.id).toBe(id)
})
