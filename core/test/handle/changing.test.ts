import { expect, it } from 'vitest'
import { type Bell, completed, delivery, key, type Manifest, openBell, organisation } from './bell.ts'

const webhook = (path: string): string => `
      subscribe:
        http: POST /${path}
        body: { url: '{webhook.url}', secret: '{webhook.secret}' }
        keep: { id: /id }
      unsubscribe: { http: 'DELETE /${path}/{id}' }
      verify: { hmac: { algorithm: sha256, header: X-Signature, format: 'sha256={signature}', secret: generated } }
      items: /order
      dedupe: { key: [/id] }`

async function open(): Promise<Bell> {
  const bell = await openBell({ webhook: webhook('hooks') })
  await bell.listen()
  await expect.poll(async () => (await bell.kernel.listeners.list({ organisation }))[0]?.state).toBe('ready')
  return bell
}

/** Another state of the connector, live once somebody said so. */
async function change(bell: Bell, parts: Manifest): Promise<void> {
  await bell.write(parts)
  await expect.poll(() => bell.kernel.changes.list({ organisation })).toHaveLength(1)
  const [held] = await bell.kernel.changes.list({ organisation })
  await bell.kernel.approve(held?.id as never, { by: 'operations' })
}

it('subscribes anew as a changed connector says, and ends what it had as the former one said', async () => {
  await using bell = await open()
  const late = delivery(bell, completed('1'))
  await change(bell, { webhook: webhook('subscriptions') })
  await expect
    .poll(() => bell.service.lines().toSorted())
    .toEqual(['DELETE /v1/hooks/s1', 'POST /v1/hooks', 'POST /v1/subscriptions'])
  expect((await bell.kernel.handle(late)).status).toBe(200)
  expect(bell.events).toHaveLength(1)
})

it('ends its subscription where the trigger is polled from now on, and takes nothing more', async () => {
  await using bell = await open()
  const late = delivery(bell, completed('1'))
  const poll = "\n      http: GET /orders\n      items: ''\n      every: 1h\n      dedupe: { key: [/id] }"
  bell.service.answer = ({ path }) => (path === '/v1/orders' ? { body: [] } : { status: 204 })
  await change(bell, { poll })
  await expect
    .poll(() => bell.service.lines())
    .toEqual(expect.arrayContaining(['DELETE /v1/hooks/s1', 'GET /v1/orders']))
  expect((await bell.kernel.handle(late)).status).toBe(404)
  expect(bell.events).toEqual([])
})

it('takes deliveries over a connection that is to be authorised again, and subscribes anew once it was', async () => {
  await using bell = await open()
  await change(bell, { webhook: webhook('hooks'), server: 'https://moved.example.com/v1' })
  const [connection] = await bell.kernel.connections.list({ organisation })
  expect(connection?.status).toBe('needs-reauthorisation')
  expect((await bell.kernel.handle(delivery(bell, completed('1')))).status).toBe(200)
  expect(bell.events).toHaveLength(1)
  expect(bell.service.lines()).toEqual(['POST /v1/hooks'])
  await bell.kernel.connections.reauthorise(bell.connection, { credentials: { key: `${key}-2` } })
  const subscriptions = () => bell.service.calls.filter(({ path }) => path === '/v1/hooks')
  await expect.poll(() => subscriptions().map(({ headers }) => headers['x-api-key'])).toEqual([key, `${key}-2`])
  expect(subscriptions().map(({ headers }) => headers.host)).toEqual(['bell.example.com', 'moved.example.com'])
})
