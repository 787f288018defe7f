import { expect, test } from 'vitest'
import { type BoundCall, pollPages } from '../../src/invoke/index.ts'
import type { Cursor, Json, Operation, Poll } from '../../src/model/index.ts'
import { json, startService } from '../http/loopback-service.ts'
import { action, bound, httpCall, literal, parameter, request } from './bound.ts'

const cursor: Cursor = {
  from: '/at',
  type: 'date-time',
  send: { in: 'query', name: 'since' },
  overlap: 300_000,
  start: 'now',
}

function trigger(more: Partial<Poll> = {}, operation: Partial<Operation> = {}): Operation {
  const { http: _http, ...rest } = action({}, { kind: 'trigger', ...operation })
  const poll: Poll = {
    http: httpCall({ parameters: [parameter('query', 'status', literal('completed')), parameter('query', 'country')] }),
    items: '/orders',
    every: 60_000,
    dedupe: { key: ['/id'], window: 0 },
    cursor,
    ...more,
  }
  return { ...rest, poll }
}

async function poll(call: BoundCall, stands: Json, input = {}): Promise<(readonly Json[])[]> {
  const pages: (readonly Json[])[] = []
  for await (const page of pollPages(call, { ...request(input), cursor: stands })) pages.push(page)
  return pages
}

const orders = (...pages: unknown[][]) =>
  startService(({ url }, response) => {
    const page = Number(new URL(url, 'https://a.example').searchParams.get('page') ?? 1)
    json(response, { orders: pages[page - 1], next: page < pages.length ? `?page=${page + 1}` : null })
  })

test('gives the items of one page', async () => {
  await using service = await orders([{ id: 1 }, { id: 2 }])
  expect(await poll(bound(service, trigger()), null, { country: 'IN' })).toEqual([[{ id: 1 }, { id: 2 }]])
  expect(service.seen[0]?.url).toBe('/api/orders?status=completed&country=IN')
})

test('walks pages, each as it comes', async () => {
  await using service = await orders([{ id: 1 }], [], [{ id: 3 }])
  expect(await poll(bound(service, trigger({ pages: { kind: 'next', next: '/next', max: 5 } })), null)).toEqual([
    [{ id: 1 }],
    [],
    [{ id: 3 }],
  ])
})

test.each<[Partial<Cursor>, Json, string]>([
  [{}, '2026-11-23T12:05:00+02:00', 'since=2026-11-23T10%3A00%3A00.000Z'],
  [{ overlap: 0 }, '2026-11-23T10:00:00.5Z', 'since=2026-11-23T10%3A00%3A00.500Z'],
  [{ type: 'integer', overlap: 0 }, 41, 'since=41'],
  [{ type: 'integer', overlap: 10 }, 41, 'since=31'],
  [{ type: 'string' }, 'a b', 'since=a%20b'],
])('sends where it stands, less the overlap (%o)', async (more, stands, sent) => {
  await using service = await orders([])
  await poll(bound(service, trigger({ cursor: { ...cursor, ...more } })), stands)
  expect(service.seen[0]?.url).toBe(`/api/orders?status=completed&${sent}`)
})

test('sends it in a header where that is declared', async () => {
  await using service = await orders([])
  const send = { in: 'header', name: 'If-Modified-After' } as const
  await poll(bound(service, trigger({ cursor: { ...cursor, send, overlap: 0 } })), '2026-11-23T10:00:00Z')
  expect(service.seen[0]?.headers['if-modified-after']).toBe('2026-11-23T10:00:00.000Z')
})

test('a cursor that is no date-time is an error', async () => {
  await using service = await orders([])
  await expect(poll(bound(service, trigger()), 'yesterday')).rejects.toMatchObject({ code: 'argument-invalid' })
})

test.each([[{ orders: {} }], [{}], [[]], [{ orders: null }]])(
  'items that are not an array are missing: %j',
  async (body) => {
    await using service = await startService((_seen, response) => json(response, body))
    await expect(poll(bound(service, trigger()), null)).rejects.toMatchObject({ code: 'result-missing' })
  },
)

test('input is validated, and items as the call asks', async () => {
  await using service = await orders([{ id: 1 }])
  const operation = trigger({}, { input: { type: 'object', required: ['country'] }, output: { required: ['sku'] } })
  await expect(poll(bound(service, operation), null)).rejects.toMatchObject({ code: 'input-invalid' })
  expect(service.connections).toBe(0)
  const warned: string[] = []
  const log = { debug: () => {}, info: () => {}, error: () => {}, warn: (message: string) => void warned.push(message) }
  expect(await poll(bound(service, operation, { log }), null, { country: 'IN' })).toEqual([[{ id: 1 }]])
  expect(warned).toEqual(['shop.op: 1 places in a page do not fit its output'])
  const strict = poll(bound(service, operation, { validateOutput: 'error' }), null, { country: 'IN' })
  await expect(strict).rejects.toMatchObject({ code: 'output-invalid' })
})

test('a poll that fails for a moment is tried again', async () => {
  await using service = await startService((_seen, response) =>
    service.seen.length === 1 ? json(response, {}, 502) : json(response, { orders: [1] }),
  )
  expect(await poll(bound(service, trigger({ http: httpCall({ attempts: 2 }) })), null)).toEqual([[1]])
})

test('an action can not be polled', async () => {
  await using service = await orders([])
  await expect(poll(bound(service, action({})), null)).rejects.toMatchObject({ code: 'argument-invalid' })
})
