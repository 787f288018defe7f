import { expect, it } from 'vitest'
import { connectTracker, openHost, organisation, trackerKey } from './host.ts'
import { startTracker } from './service.ts'

it('makes a dropped-in connector ready, connects it, tries it and invokes it', async () => {
  await using tracker = await startTracker(trackerKey)
  await using host = await openHost()
  const kernel = await host.start({ connectTo: { 'https://tracker.example.com': tracker.origin } })
  expect(kernel.catalogue.list({ organisation })).toEqual([])

  await host.drop('production-tracker')
  const ready = await host.event('connector:ready')
  expect(ready).toMatchObject({ connector: 'production-tracker', version: '1.0.0', scope: 'host' })
  expect((await kernel.catalogue.search({ organisation, text: 'completed' })).map(({ name }) => name)).toEqual([
    'production-tracker.orderCompleted',
  ])

  tracker.orders.push({ id: '7', status: 'planned', sku: 'A-1', quantity: 3, completedAt: null })
  const connection = await connectTracker(kernel)
  expect(await kernel.connections.test(connection.id)).toEqual({ ok: true })
  const invoke = (orderId: string) =>
    kernel.invoke('production-tracker.getOrder', { connection: connection.id, input: { orderId } })
  expect((await invoke('7')).output).toMatchObject({ sku: 'A-1' })
  await expect(invoke('8')).rejects.toMatchObject({ code: 'operation-failed', status: 404 })
  expect(tracker.seen.every(({ key }) => key === trackerKey)).toBe(true)

  const wrong = await connectTracker(kernel, 'wrong')
  expect(await kernel.connections.test(wrong.id)).toMatchObject({ ok: false, code: 'operation-failed' })
  expect(JSON.stringify([await kernel.connections.list({ organisation }), host.events])).not.toContain(trackerKey)
})
