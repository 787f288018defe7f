import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { CodePoll, PollServices } from '../../src/invoke/index.ts'
import { json, startService } from '../http/loopback-service.ts'
import { keySigner } from './bound.ts'
import { idsOf, item, numbered, pagesOf, polled } from './polled.ts'

const secret = 'hidden-S3CRET'

test('gives a function its input, its services and where it stands, and nothing secret', async () => {
  await using service = await startService((_seen, response) => json(response, [{ id: '7' }]))
  const seen: PollServices[] = []
  const call = polled(
    async function* (input, services) {
      seen.push(services)
      for (const order of (await services.http.get('orders', { query: input as never })).json() as { id: string }[])
        yield { id: order.id, data: order, cursor: { last: order.id } }
    },
    { service, signer: keySigner(secret) },
  )
  const pages = pagesOf(call, { cursor: { last: '6' } }, { status: 'done' })
  expect(await pages.next()).toEqual({ done: false, value: [{ id: '7', data: { id: '7' }, cursor: { last: '7' } }] })
  expect(await pages.next()).toMatchObject({ done: true })
  expect(seen[0]?.cursor).toEqual({ last: '6' })
  expect(Object.keys(seen[0] ?? {}).sort()).toEqual([
    'clock',
    'cursor',
    'http',
    'idempotencyKey',
    'log',
    'signal',
    'storage',
  ])
  expect(service.seen[0]).toMatchObject({ url: '/api/orders?status=done', headers: { 'x-api-key': secret } })
  expect(inspect(seen, { depth: 20, showHidden: true })).not.toContain(secret)
})

test('hands items on in pages of a hundred, at least one page', async () => {
  const all = numbered(0, 230)
  const sizes = async (count: number) => {
    const found: number[] = []
    for await (const page of pagesOf(
      polled(async function* () {
        yield* all.slice(0, count)
      }),
    ))
      found.push(page.length)
    return found
  }
  expect(await sizes(230)).toEqual([100, 100, 30])
  expect(await sizes(0)).toEqual([0])
  expect(await sizes(100)).toEqual([100, 0])
})

test('copies what is yielded: the function may go on with the same object', async () => {
  const row = { id: '', data: { number: 0 }, cursor: 0 }
  const call = polled(async function* () {
    for (const number of [1, 2]) {
      Object.assign(row, { id: `${number}`, cursor: number })
      row.data.number = number
      yield row
    }
  })
  const { value } = await pagesOf(call).next()
  expect(value).toEqual([
    { id: '1', data: { number: 1 }, cursor: 1 },
    { id: '2', data: { number: 2 }, cursor: 2 },
  ])
})

test('asks for no more than was taken', async () => {
  let yielded = 0
  const call = polled(async function* () {
    for (const one of numbered(0, 1000)) {
      yielded += 1
      yield one
    }
  })
  await pagesOf(call).next()
  expect(yielded).toBe(100)
})

test.each([
  [{ data: 1 }, 'whose "id" is not text'],
  [{ id: 7, data: 1 }, 'whose "id" is not text'],
  [{ id: '', data: 1 }, 'whose "id" is not text'],
  [undefined, 'whose "id" is not text'],
  [{ id: 'a' }, 'without "data"'],
  [{ id: 'a', data: () => 1 }, 'without "data"'],
  [{ id: 'a', data: 1n }, '"data" can\'t be written as JSON'],
  [{ id: 'a', data: 1, cursor: 1n }, '"cursor" can\'t be written as JSON'],
])('refuses %o, after what came before it', async (bad, message) => {
  let closed = false
  const pages = pagesOf(
    polled(async function* () {
      try {
        yield item('good')
        yield bad as never
        expect.unreachable()
      } finally {
        closed = true
      }
    }),
  )
  expect(await pages.next()).toMatchObject({ value: [{ id: 'good' }] })
  const refused = pages.next()
  await expect(refused).rejects.toMatchObject({ code: 'output-invalid', hint: expect.any(String) })
  await expect(refused).rejects.toThrow(message)
  expect(closed).toBe(true)
})

test('what it throws is the connector failing, after what was yielded before', async () => {
  const call = polled(async function* () {
    yield item('a')
    throw new TypeError('x is undefined')
  })
  expect(await idsOf(pagesOf(call))).toEqual(['a', 'connector-failed'])
  await using service = await startService((_seen, response) => json(response, {}, 429, { 'retry-after': '7' }))
  const asking = polled(
    async function* (_input, { http }) {
      await http.post('orders')
      yield item('never')
    },
    { service },
  )
  await expect(pagesOf(asking).next()).rejects.toMatchObject({
    code: 'operation-failed',
    status: 429,
    retryAfter: 7000,
  })
})

test.each([
  ['an array', () => [item('a')]],
  ['a promise', async () => [item('a')]],
  ['nothing', () => undefined],
])('a function that gives %s is told what to write', async (_what, poll) => {
  await expect(pagesOf(polled(poll as never)).next()).rejects.toMatchObject({
    code: 'connector-failed',
    hint: expect.stringContaining('async *poll'),
  })
})

test('input is validated, and items as the call asks', async () => {
  const operation = { input: { type: 'object', required: ['country'] }, output: { required: ['sku'] } }
  let asked = 0
  const poll: CodePoll = async function* () {
    asked += 1
    yield item('a')
  }
  await expect(pagesOf(polled(poll, { operation })).next()).rejects.toMatchObject({ code: 'input-invalid' })
  expect(asked).toBe(0)
  const warned: string[] = []
  const log = { debug: () => {}, info: () => {}, error: () => {}, warn: (message: string) => void warned.push(message) }
  const germany = { country: 'DE' }
  expect(await idsOf(pagesOf(polled(poll, { operation, log }), {}, germany))).toEqual(['a'])
  expect(warned).toEqual(['shop.heard: 1 places in a page do not fit its output'])
  const strict = polled(poll, { operation, validateOutput: 'error' })
  expect(await idsOf(pagesOf(strict, {}, germany))).toEqual(['output-invalid'])
})
