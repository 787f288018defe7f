import { expect, test } from 'vitest'
import { httpTo } from './http-to.ts'
import { json, startService } from './loopback-service.ts'

test('tries GET again after a status that passes, as long as the service asks for', async () => {
  await using service = await startService((_seen, response) =>
    service.seen.length < 3 ? json(response, {}, 503, { 'retry-after': '0' }) : json(response, { ok: true }),
  )
  expect((await httpTo(service).get('orders')).json()).toEqual({ ok: true })
  expect(service.seen).toHaveLength(3)
})

test('gives up after three attempts, with the status', async () => {
  await using service = await startService((_seen, response) =>
    json(response, { message: 'closed' }, 503, { 'retry-after': '0' }),
  )
  const asking = httpTo(service).get('orders')
  await expect(asking).rejects.toMatchObject({ code: 'operation-failed', status: 503, retryAfter: 0, doubt: true })
  await expect(asking).rejects.toThrow('GET https://api.example.com/api/v1/orders was answered with status 503: closed')
  expect(service.seen).toHaveLength(3)
})

test('does not wait for longer than a minute, and says how long the service asked for', async () => {
  await using service = await startService((_seen, response) => json(response, {}, 429, { 'retry-after': '3600' }))
  await expect(httpTo(service).get('orders')).rejects.toMatchObject({ status: 429, retryAfter: 3_600_000 })
  expect(service.seen).toHaveLength(1)
})

test('tries GET again after a lost connection', async () => {
  await using service = await startService((_seen, response, socket) =>
    service.seen.length === 1 ? socket.destroy() : json(response, { ok: true }),
  )
  expect((await httpTo(service).get('orders')).json()).toEqual({ ok: true })
})

test.each(['post', 'put', 'patch', 'delete'] as const)('never sends %s again', async (verb) => {
  await using service = await startService((_seen, response) => json(response, {}, 503, { 'retry-after': '0' }))
  await expect(httpTo(service)[verb]('orders')).rejects.toMatchObject({ status: 503, doubt: true })
  expect(service.seen).toHaveLength(1)
})

test.each([400, 404, 422])('does not try again after %i', async (status) => {
  await using service = await startService((_seen, response) => json(response, { error: { message: 'no' } }, status))
  await expect(httpTo(service).get('orders')).rejects.toMatchObject({ code: 'operation-failed', status, doubt: false })
  expect(service.seen).toHaveLength(1)
})

test('an abort ends a pause between attempts', async () => {
  const stop = new AbortController()
  await using service = await startService((_seen, response) => {
    json(response, {}, 503, { 'retry-after': '50' })
    setTimeout(() => stop.abort(), 50)
  })
  const asking = httpTo(service, { signal: stop.signal }).get('orders')
  await expect(asking).rejects.toMatchObject({ code: 'request-aborted' })
})
