import { expect, test } from 'vitest'
import { invoke } from '../../src/invoke/index.ts'
import type { Effect } from '../../src/model/index.ts'
import { json, startService } from '../http/loopback-service.ts'
import { action, bound, parameter, request, testClock, value } from './bound.ts'

/** Fails as told for the first `times` requests. */
const failing = (times: number, status = 503, headers: Record<string, string> = {}) =>
  startService((_seen, response) => {
    failures.count++ < times ? json(response, {}, status, headers) : json(response, { ok: true })
  })
const failures = { count: 0 }

test.each<[Effect, string, number]>([
  ['read', 'GET', 3],
  ['idempotent', 'PUT', 3],
  ['once', 'POST', 1],
])('an operation whose effect is %s is sent as often as it may be', async (effect, method, requests) => {
  failures.count = 0
  await using service = await failing(9)
  const call = bound(service, action({ method: method as never, attempts: 3 }, { effect }))
  await expect(invoke(call, request())).rejects.toMatchObject({ code: 'operation-failed', status: 503, doubt: true })
  expect(service.seen).toHaveLength(requests)
})

test('it succeeds when the service comes back, with the same idempotency key each time', async () => {
  failures.count = 0
  await using service = await failing(2)
  const clock = testClock()
  const parameters = [parameter('header', 'Idempotency-Key', value('call.idempotencyKey'))]
  const call = bound(service, action({ method: 'POST', attempts: 3, parameters }, { effect: 'idempotent' }), { clock })
  expect((await invoke(call, request())).output).toEqual({ ok: true })
  expect(service.seen.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'key-1', 'key-1'])
})

test('pauses grow, with jitter', async () => {
  failures.count = 0
  await using service = await failing(9)
  const clock = testClock()
  await invoke(bound(service, action({ attempts: 6 }), { clock }), request()).catch(() => {})
  expect(clock.slept).toHaveLength(5)
  for (const [index, pause] of clock.slept.entries()) {
    expect(pause).toBeGreaterThanOrEqual(150 * 2 ** index)
    expect(pause).toBeLessThanOrEqual(300 * 2 ** index)
  }
})

test('Retry-After is honoured, in seconds and as a date', async () => {
  failures.count = 0
  await using service = await failing(1, 429, { 'retry-after': '7' })
  const clock = testClock()
  await invoke(bound(service, action({ attempts: 2 }), { clock }), request())
  expect(clock.slept).toEqual([7_000])
  failures.count = 0
  await using dated = await failing(1, 503, { 'retry-after': new Date(Date.now() + 30_000).toUTCString() })
  await invoke(bound(dated, action({ attempts: 2 }), { clock }), request())
  expect(clock.slept[1]).toBeGreaterThan(27_000)
  expect(clock.slept[1]).toBeLessThanOrEqual(30_000)
})

test('a service that asks for more than a minute is not waited for', async () => {
  failures.count = 0
  await using service = await failing(9, 429, { 'retry-after': '61' })
  const clock = testClock()
  const calling = invoke(bound(service, action({ attempts: 3 }), { clock }), request())
  await expect(calling).rejects.toMatchObject({ status: 429, retryAfter: 61_000 })
  expect([service.seen.length, clock.slept]).toEqual([1, []])
})

test.each([400, 401, 403, 404, 409, 422, 501])('status %i is final', async (status) => {
  failures.count = 0
  await using service = await failing(9, status)
  await expect(invoke(bound(service, action({ attempts: 3 })), request())).rejects.toMatchObject({ status })
  expect(service.seen).toHaveLength(1)
})

test("a service's own error under 200 is final", async () => {
  await using service = await startService((_seen, response) => json(response, { code: 5 }))
  const call = bound(service, action({ attempts: 3, succeeds: { at: '/code', equals: 0 } }))
  await expect(invoke(call, request())).rejects.toMatchObject({ code: 'operation-failed' })
  expect(service.seen).toHaveLength(1)
})

test('a lost connection and a time-out are tried again; each attempt has its own time', async () => {
  await using service = await startService((_seen, response, socket) => {
    if (service.seen.length === 1) socket.destroy()
    else if (service.seen.length === 3) json(response, { ok: true })
  })
  expect((await invoke(bound(service, action({ attempts: 3, timeout: 500 })), request())).output).toEqual({ ok: true })
  expect(service.seen).toHaveLength(3)
})

test('an abort ends the pause between attempts', async () => {
  failures.count = 0
  const stop = new AbortController()
  await using service = await failing(9)
  const clock = {
    ...testClock(),
    sleep: async () => stop.abort(new Error('enough')) ?? Promise.reject(stop.signal.reason),
  }
  const calling = invoke(bound(service, action({ attempts: 3 }), { clock }), request({}, { signal: stop.signal }))
  await expect(calling).rejects.toMatchObject({ code: 'request-aborted', cause: new Error('enough') })
  expect(service.seen).toHaveLength(1)
})
