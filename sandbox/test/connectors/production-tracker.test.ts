import { fakeService, testConnector } from '@jackfield/core/testing'
import { expect, test } from 'vitest'
import { connectorFolder } from './connector-folder.ts'

const connection = { settings: { host: 'tracker.example.com' }, credentials: { key: 'k-1' } }
const order = { id: '7', status: 'completed', sku: 'PN-1', quantity: 3, completedAt: '2026-01-01T00:00:10Z' }

const open = (service: Awaited<ReturnType<typeof fakeService>>) =>
  testConnector(connectorFolder('production-tracker'), { service, connection })

test('gets an order with its key', async () => {
  await using service = await fakeService({
    'GET /api/orders/{orderId}': ({ params }) => ({ json: { ...order, id: params.orderId ?? '' } }),
  })
  await using tracker = await open(service)
  expect((await tracker.invoke('getOrder', { orderId: 'a/b' })).output).toEqual({ ...order, id: 'a/b' })
  expect(service.requests[0]?.headers).toMatchObject({ 'x-api-key': 'k-1', host: 'tracker.example.com' })
})

test('hears a completed order once, over all pages', async () => {
  const pages: Record<string, object> = {
    '1': { orders: [order], next: '/api/orders?page=2' },
    '2': { orders: [{ ...order, id: '8' }] },
  }
  await using service = await fakeService({ 'GET /api/orders': { json: { orders: [] } } })
  await using tracker = await open(service)
  const completed = await tracker.listen('orderCompleted')
  expect(completed.events).toEqual([])

  await tracker.clock.advance(60_000)
  service.use({ 'GET /api/orders': ({ query }) => ({ json: pages[query.get('page') ?? '1'] as never }) })
  service.clear()
  expect((await completed.poll()).map(({ data }) => data)).toMatchObject([{ id: '7' }, { id: '8' }])
  expect(service.requests[0]?.query.get('status')).toBe('completed')
  expect(await completed.poll()).toEqual([])
})
