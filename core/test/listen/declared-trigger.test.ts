import { expect, it } from 'vitest'
import { createTransport, type Transport } from '../../src/http/index.ts'
import { type BoundCall, createValidators, pollPages } from '../../src/invoke/index.ts'
import { declaredPolling } from '../../src/listen/index.ts'
import { type Connector, dict, modelVersion, type Operation, type Poll } from '../../src/model/index.ts'
import { puneFiles } from '../files/test-files.ts'
import { createBench, order, silent } from './bench/bench.ts'
import { orderService } from './bench/order-service.ts'
import { day, minute, ordersPoll } from './bench/poll-model.ts'
import { morning, virtualClock } from './bench/virtual-clock.ts'

const origin = 'https://tracker.example.com'
const clock = virtualClock(morning + day)

/** A connector's own trigger, bound as the kernel binds it. */
function bound(poll: Poll, transport: Transport): BoundCall {
  const operation: Operation = {
    id: 'orderCompleted',
    kind: 'trigger',
    title: 'Order completed',
    visibility: 'public',
    effect: 'read',
    input: { type: 'object' },
    output: { type: 'object', required: ['id', 'completedAt'] },
    poll,
  }
  const connector: Connector = {
    model: modelVersion,
    id: 'tracker',
    version: '1.0.0',
    title: 'Tracker',
    servers: [{ url: origin, variables: dict() }],
    securitySchemes: dict(),
    security: [],
    settings: {},
    operations: dict([['orderCompleted', operation]]),
    schemas: dict(),
  }
  return {
    ...{ connector, operation, transport, clock, log: silent, validators: createValidators(connector) },
    ...{ baseUrl: origin, signer: null, settings: {}, derived: {}, validateOutput: 'warn' },
    storage: { get: async () => undefined, put: async () => undefined, remove: async () => undefined },
    files: puneFiles,
  }
}

it('asks from an integer cursor that no number holds, to the last digit', async () => {
  await using service = await orderService()
  await using transport = createTransport({ connectTo: { [origin]: service.origin } })
  const poll = ordersPoll({ cursor: { type: 'integer', from: '/id', overlap: 5 } })
  const pages = pollPages(bound(poll, transport), { input: {}, cursor: '90071992547409931', idempotencyKey: 'k' })
  expect(await pages.next()).toMatchObject({ value: [] })
  expect(service.requests).toEqual(['/orders?since=90071992547409926'])
})

it("walks a declared trigger's pages over the transport and asks from the cursor less the overlap", async () => {
  await using service = await orderService()
  await using transport = createTransport({ connectTo: { [origin]: service.origin } })
  const call = bound(ordersPoll(), transport)
  await using bench = await createBench({
    ...{ service, clock },
    bind: async () =>
      declaredPolling({
        poll: ordersPoll(),
        pages: (input, cursor, signal) => pollPages(call, { input, cursor, signal, idempotencyKey: 'k' }),
      }),
  })
  service.orders.push(order('a', 60 * minute), order('b', 1), order('c', 2))
  const id = await bench.listen()
  expect(await bench.listening.pollNow(id)).toEqual({ items: 3, events: 3 })
  service.orders.push(order('late', 56 * minute), order('too late', 54 * minute))
  expect(await bench.listening.pollNow(id)).toEqual({ items: 2, events: 1 })
  expect(await bench.orders()).toEqual(['a', 'b', 'c', 'late'])

  service.before = () => ({ status: 429, headers: { 'retry-after': '7' } })
  await expect(bench.listening.pollNow(id)).rejects.toMatchObject({ code: 'operation-failed', retryAfter: 7000 })
  service.before = () => new Promise(() => undefined)
  await bench.listening.start()
  await expect.poll(() => service.requests.length).toBe(5)
  await bench.listening.stop()
  await expect.poll(() => service.cutOff()).toBe(1)
})
