import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Log, sqlite } from '../../src/index.ts'
import { action, defineConnector, type Services } from '../../src/sdk.ts'
import { bell, put } from './bell.ts'
import { openHost, organisation } from './host.ts'
import { startTracker } from './service.ts'

const key = 'planted-secret-in-code'

/** What the manifest of {@link bell} says, in code. */
const coded = defineConnector({
  id: 'bell',
  version: '1.0.0',
  title: 'Bell',
  servers: [{ url: 'https://bell.example.com' }],
  actions: {
    ring: {
      title: 'Ring the bell',
      http: 'GET /ring',
      output: { type: 'object', required: ['sound'], properties: { sound: { type: 'string' } } },
    },
  },
})

/** An action that uses all of its services, and one that waits until it is aborted. */
function counter(seen: (services: Services) => void) {
  return defineConnector({
    id: 'counter',
    version: '1.0.0',
    title: 'Counter',
    servers: [{ url: 'https://tracker.example.com' }],
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } },
    actions: {
      count: action({
        effect: 'once',
        input: { required: ['orderId'], properties: { orderId: { type: 'string' } } },
        output: { type: 'object', required: ['order', 'calls', 'at'] },
        async run({ orderId }, services) {
          seen(services)
          const { http, log, storage, clock } = services
          const order = (await http.get(`orders/${orderId}`)).json()
          const calls = Number((await storage.get('calls')) ?? 0) + 1
          await storage.put('calls', calls)
          log.info('Counted.', { orderId })
          return { order, calls, at: clock.now() }
        },
      }),
      wait: action({
        effect: 'read',
        run: (_input, { signal }) =>
          new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      }),
    },
  })
}

it('shows the host’s own connector as one that was dropped in', async () => {
  await using host = await openHost()
  await put(host.plugins, 'bell', bell())
  const { catalogue: dropped } = await host.start()
  const { catalogue: registered } = await host.start({ plugins: [], store: sqlite(':memory:'), connectors: [coded] })
  const [one, another] = [dropped, registered].map((catalogue) => catalogue.list({ organisation }))
  expect(another).toEqual(one?.map((connector) => ({ ...connector, revision: another?.[0]?.revision })))
  const found = await dropped.search({ organisation, text: 'ring' })
  expect(await registered.search({ organisation, text: 'ring' })).toEqual(found)
  expect(found).toHaveLength(1)
})

it('runs the host’s own functions with the services of each connection', async () => {
  await using tracker = await startTracker(key)
  await using host = await openHost()
  const lines: string[] = []
  const note = (message: string, details?: object): void => void lines.push(message + JSON.stringify(details ?? {}))
  const log: Log = { debug: note, info: note, warn: note, error: note }
  const seen: Services[] = []
  const options = {
    connectTo: { 'https://tracker.example.com': tracker.origin },
    connectors: [counter((services) => seen.push(services))],
    log,
    clock: { now: () => 1_700_000_000_000, sleep: async () => {} },
  }
  const before = await host.start(options)
  tracker.orders.push({ id: '7', sku: 'A-1' })
  const connect = () =>
    before.connections.add({ organisation, connector: 'counter', settings: {}, credentials: { key } })
  const [first, second] = [await connect(), await connect()]
  const count = { input: { orderId: '7' } }
  await before.invoke('counter.count', { ...count, connection: first.id })
  const { output } = await before.invoke('counter.count', {
    ...count,
    connection: first.id,
    idempotencyKey: 'once-and-for-all',
  })
  expect(output).toEqual({ order: { id: '7', sku: 'A-1' }, calls: 2, at: 1_700_000_000_000 })
  expect(await before.invoke('counter.count', { ...count, connection: second.id })).toMatchObject({
    output: { calls: 1 },
  })
  await before[Symbol.asyncDispose]()

  const kernel = await host.start(options)
  expect(await kernel.invoke('counter.count', { ...count, connection: first.id })).toMatchObject({
    output: { calls: 3 },
  })
  expect(seen.map((services) => services.idempotencyKey)[1]).toBe('once-and-for-all')
  expect(lines.filter((line) => line === 'Counted.{"orderId":"7"}')).toHaveLength(4)
  expect(tracker.seen.every((request) => request.key === key)).toBe(true)
  expect(JSON.stringify([seen, lines, host.events])).not.toContain(key)

  const stop = new AbortController()
  const waiting = kernel.invoke('counter.wait', { connection: first.id, signal: stop.signal })
  setTimeout(() => stop.abort(), 20)
  await expect(waiting).rejects.toMatchObject({ code: 'request-aborted' })
})

it('checks what goes into and comes out of the host’s own functions', async () => {
  await using host = await openHost()
  const wrong = defineConnector({
    id: 'wrong',
    version: '1.0.0',
    title: 'Wrong',
    actions: {
      answer: action({ effect: 'read', output: { type: 'integer' }, run: () => 'forty-two' }),
      throws: action({
        effect: 'read',
        run: () => {
          throw new Error('out of ink')
        },
      }),
    },
  })
  const kernel = await host.start({ connectors: [wrong] })
  const warned = await kernel.invoke('wrong.answer', { organisation })
  expect(warned).toMatchObject({ output: 'forty-two', warnings: [{ code: expect.any(String) }] })
  await expect(kernel.invoke('wrong.throws', { organisation })).rejects.toMatchObject({
    code: 'connector-failed',
    message: expect.stringContaining('out of ink'),
  })
  await expect(
    host.start({ store: sqlite(':memory:'), connectors: [{ ...wrong, id: 'Not An Id' }] }),
  ).rejects.toMatchObject({
    code: 'connector-invalid',
    problems: [{ pointer: '/id' }],
  })
})

it('keeps an id with whoever had it: a folder’s does not give way to the host’s, nor the host’s to a folder’s', async () => {
  await using host = await openHost()
  await put(host.plugins, 'bell', bell())
  await (await host.start())[Symbol.asyncDispose]()
  host.events.length = 0
  await (await host.start({ connectors: [coded] }))[Symbol.asyncDispose]()
  expect(host.names()).toEqual(['connector:failed', 'connector:ready'])
  expect(host.events[0]?.event).toMatchObject({ connector: 'bell', problems: [{ code: 'connector-claimed' }] })

  host.events.length = 0
  const store = sqlite(join(host.dir, 'other.db'))
  await host.start({ connectors: [coded], store })
  expect(host.names().sort()).toEqual(['connector:failed', 'connector:ready'])
  expect(await host.event('connector:failed')).toMatchObject({ path: join(host.plugins, 'bell') })
})
