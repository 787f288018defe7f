import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { type BoundCall, type CodePoll, type PolledItem, type PollServices, pollCode } from '../../src/invoke/index.ts'
import type { Json, Operation } from '../../src/model/index.ts'
import { json, type LoopbackService, startService } from '../http/loopback-service.ts'
import { action, type BoundOptions, bound, keySigner, request } from './bound.ts'

const secret = 'hidden-S3CRET'
const nowhere: LoopbackService = {
  ...{ connections: 0, seen: [], address: 'http://127.0.0.1:1' },
  async [Symbol.asyncDispose]() {},
}

interface Polled extends BoundOptions {
  readonly service?: LoopbackService
  readonly operation?: Partial<Operation>
  readonly timeout?: number
}

function polled(codePoll: CodePoll, { service = nowhere, operation, timeout = 60_000, ...options }: Polled = {}) {
  const { http: _http, ...rest } = action({}, { id: 'heard', kind: 'trigger', ...operation })
  const poll = { every: 60_000, window: 60_000, start: 'now' } as const
  const coded: Operation = { ...rest, code: { module: 'host', export: 'heard', timeout, poll } }
  return bound(service, coded, { codePoll, ...options })
}

const pagesOf = (
  call: BoundCall,
  { cursor = null, ...more }: { cursor?: Json; signal?: AbortSignal } = {},
  input = {},
) => pollCode(call, { ...request(input, more), cursor })

/** The ids on each page, and the code of the error after them. */
async function idsOf(pages: AsyncIterable<readonly PolledItem[]>): Promise<unknown[]> {
  const found: unknown[] = []
  try {
    for await (const page of pages) found.push(page.map(({ id }) => id).join(' '))
  } catch (error) {
    found.push((error as { code: string }).code)
  }
  return found
}

const item = (id: string): PolledItem => ({ id, data: { id } })
const numbered = (from: number, to: number): PolledItem[] =>
  Array.from({ length: to - from }, (_, index) => item(`${from + index}`))

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

test('a function has the time of its operation, not counting what happens to its items', async () => {
  const slow = polled(
    async function* () {
      yield* numbered(0, 100)
      await new Promise(() => {})
    },
    { timeout: 400 },
  )
  const pages = pagesOf(slow)
  await pages.next()
  await sleep(500)
  const began = performance.now()
  await expect(pages.next()).rejects.toMatchObject({
    code: 'request-timeout',
    message: expect.stringContaining('400 ms'),
  })
  expect(performance.now() - began).toBeGreaterThan(100)
  const forever = polled(
    async function* () {
      for (let number = 0; ; number += 1) {
        await sleep(1)
        yield item(`${number}`)
      }
    },
    { timeout: 300 },
  )
  expect((await idsOf(pagesOf(forever))).at(-1)).toBe('request-timeout')
})

test('an abort reaches it, and ends the poll even where it does not listen', async () => {
  const stop = new AbortController()
  let closed = 0
  let heard: AbortSignal | undefined
  const deaf = polled(async function* (_input, { signal }) {
    heard = signal
    try {
      yield* numbered(0, 100)
      stop.abort(new Error('enough'))
      await new Promise(() => {})
    } finally {
      closed += 1
    }
  })
  const pages = pagesOf(deaf, { signal: stop.signal })
  await pages.next()
  await expect(pages.next()).rejects.toMatchObject({ code: 'request-aborted', cause: new Error('enough') })
  expect(heard?.aborted).toBe(true)
  expect(closed).toBe(0)

  const never: CodePoll = () => expect.unreachable()
  expect(await idsOf(pagesOf(polled(never), { signal: AbortSignal.abort() }))).toEqual(['request-aborted'])
})

test('a function whose poll is dropped is closed, and waited for', async () => {
  const steps: string[] = []
  const call = polled(async function* () {
    try {
      yield* numbered(0, 200)
    } finally {
      await sleep(20)
      steps.push('closed')
    }
  })
  for await (const _page of pagesOf(call)) break
  steps.push('gone on')
  expect(steps).toEqual(['closed', 'gone on'])

  const stop = new AbortController()
  const pages = pagesOf(call, { signal: stop.signal })
  await pages.next()
  stop.abort()
  await pages.return(undefined)
  steps.push('not waited for')
  await expect.poll(() => steps).toEqual(['closed', 'gone on', 'not waited for', 'closed'])
})

test('a function that can not be closed is told to the log, and holds nobody up for longer than its time', async () => {
  const warned: unknown[] = []
  const log = { debug: () => {}, info: () => {}, error: () => {}, warn: (message: string) => void warned.push(message) }
  const failing = polled(
    async function* () {
      try {
        yield* numbered(0, 200)
      } finally {
        await Promise.reject(new Error('no'))
      }
    },
    { log },
  )
  for await (const _page of pagesOf(failing)) break
  expect(warned).toEqual(['shop.heard failed while its poll was closed'])
  const hanging = polled(
    async function* () {
      try {
        yield* numbered(0, 200)
      } finally {
        await new Promise(() => {})
      }
    },
    { timeout: 50 },
  )
  for await (const _page of pagesOf(hanging)) break
})

test('a revision whose function went with the process before says so', async () => {
  const { codePoll: _codePoll, ...call } = polled(async function* () {})
  await expect(pagesOf(call).next()).rejects.toMatchObject({
    code: 'operation-unknown',
    hint: expect.stringContaining('Register its connector as it was'),
  })
})
