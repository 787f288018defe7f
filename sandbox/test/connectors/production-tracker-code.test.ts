import { type FakeService, fakeService, testConnector } from '@jackfield/core/testing'
import { expect, test } from 'vitest'
import { sandbox } from '../../src/index.ts'
import { connectorFolder } from './connector-folder.ts'

const connection = { settings: { host: 'tracker.example.com' }, credentials: { key: 'k-1' } }
const order = { id: '7', status: 'completed', sku: 'PN-1', quantity: 3, completedAt: '2026-01-01T00:00:10Z' }

const open = (service: FakeService) =>
  testConnector(connectorFolder('production-tracker-code'), { service, connection, extensions: [sandbox()] })

test('counts orders by status, over all pages, with its key', async () => {
  const pages: Record<string, object> = {
    '1': { orders: [order, { ...order, id: '8', status: 'running', completedAt: null }], next: 'orders?page=2' },
    '2': { orders: [{ ...order, id: '9' }], next: null },
  }
  await using service = await fakeService({
    'GET /api/orders': ({ query }) => ({ json: pages[query.get('page') ?? '1'] as never }),
  })
  await using tracker = await open(service)
  expect((await tracker.invoke('countOrders')).output).toEqual({ completed: 2, running: 1 })
  expect(service.requests.map(({ headers }) => headers['x-api-key'])).toEqual(['k-1', 'k-1'])
})

test('hears a completed order once, and asks from where it stands', async () => {
  await using service = await fakeService({ 'GET /api/orders': { json: { orders: [], next: null } } })
  await using tracker = await open(service)
  const completed = await tracker.listen('orderCompleted')
  await tracker.clock.advance(60_000)
  service.use({ 'GET /api/orders': { json: { orders: [order], next: null } } })
  expect(await completed.poll()).toMatchObject([{ data: { id: '7', sku: 'PN-1' } }])
  expect(await completed.poll()).toEqual([])
  expect(service.requests.at(-1)?.query.get('since')).toBe(order.completedAt)
})

test('says so where the tracker calls an order completed and does not say when', async () => {
  await using service = await fakeService({
    'GET /api/orders': { json: { orders: [{ ...order, completedAt: null }], next: null } },
  })
  await using tracker = await open(service)
  await expect(tracker.listen('orderCompleted')).rejects.toThrow(/does not say when/)
})
