import { expect, it } from 'vitest'
import { defineConnector, trigger } from '../../src/sdk.ts'
import { openHost } from './host.ts'
import { complete, connect, hear, key, optionsFor, orders, pollsOf, rest } from './host-orders.ts'
import { startTracker } from './service.ts'

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
