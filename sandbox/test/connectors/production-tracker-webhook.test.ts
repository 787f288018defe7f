import { createHmac } from 'node:crypto'
import { type FakeService, fakeService, testConnector } from '@jackfield/core/testing'
import { expect, test } from 'vitest'
import { connectorFolder } from './connector-folder.ts'

const connection = { settings: { host: 'tracker.example.com' }, credentials: { key: 'k-1' } }
const order = { id: '7', sku: 'PN-1', quantity: 3, completedAt: '2026-01-01T00:00:10Z' }

const open = (service: FakeService) =>
  testConnector(connectorFolder('production-tracker-webhook'), { service, connection })

/** What the tracker was told when the webhook was subscribed. */
function toldTo({ requests }: FakeService): { readonly url: string; readonly secret: string } {
  const told = requests.find(({ path }) => path === '/api/webhooks')
  if (told === undefined) throw new Error('The webhook was not subscribed.')
  return told.json() as { url: string; secret: string }
}

/** A delivery as the tracker signs it. */
function delivery(secret: string, at: number, payload: object): RequestInit {
  const body = JSON.stringify(payload)
  const seconds = Math.floor(at / 1000)
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return {
    body,
    headers: { 'content-type': 'application/json', 'x-tracker-signature': `t=${seconds},v1=${signature}` },
  }
}

test('subscribes with its key, and hears each completed order once', async () => {
  await using service = await fakeService({ 'POST /api/webhooks': { status: 201, json: { id: 'w-1' } } })
  await using tracker = await open(service)
  const completed = await tracker.listen('orderCompleted')
  const told = toldTo(service)
  expect(service.requests.map(({ method, path, headers }) => [method, path, headers['x-api-key']])).toEqual([
    ['POST', '/api/webhooks', 'k-1'],
  ])
  expect(told).toMatchObject({ url: completed.url, events: ['order.completed'] })

  const payload = { event: 'order.completed', order }
  const first = await completed.receive(delivery(told.secret, tracker.clock.now(), payload))
  expect([first.response.status, first.events.map(({ data }) => data)]).toEqual([200, [order]])
  const again = await completed.receive(delivery(told.secret, tracker.clock.now(), payload))
  expect([again.response.status, again.events]).toEqual([200, []])
  const other = { event: 'order.planned', order }
  expect((await completed.receive(delivery(told.secret, tracker.clock.now(), other))).events).toEqual([])
})

test('refuses what is signed by another, and what is older than five minutes', async () => {
  await using service = await fakeService({ 'POST /api/webhooks': { status: 201, json: { id: 'w-1' } } })
  await using tracker = await open(service)
  const completed = await tracker.listen('orderCompleted')
  const { secret } = toldTo(service)
  const signed = delivery(secret, tracker.clock.now(), { event: 'order.completed', order })
  const forged = delivery('of-another', tracker.clock.now(), { event: 'order.completed', order })
  expect((await completed.receive(forged)).response.status).toBe(401)
  await tracker.clock.advance(6 * 60_000)
  expect((await completed.receive(signed)).response.status).toBe(401)
  expect(completed.events).toEqual([])
})
