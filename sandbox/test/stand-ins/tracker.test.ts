import { describe, expect, test } from 'vitest'
import { startTracker, type TrackerOptions } from '../../src/stand-ins/index.ts'
import { type Answered, send } from './send.ts'

const key = 'k-1'

async function start(options: TrackerOptions = {}) {
  const tracker = await startTracker({ key, ...options })
  const get = (path: string, headers: Record<string, string> = {}): Promise<Answered> =>
    send(tracker.port, { path, headers: { 'x-api-key': key, ...headers } })
  return { tracker, control: tracker.control, get, [Symbol.asyncDispose]: () => tracker.close() }
}

const ids = (answer: Answered): string[] => answer.json.orders.map((order: { id: string }) => order.id)

describe('its key', () => {
  test.each([undefined, '', 'K-1', 'k-1 '.repeat(2)])('is not %j', async (wrong) => {
    await using running = await start()
    const headers: Record<string, string> = wrong === undefined ? {} : { 'x-api-key': wrong }
    const answer = await send(running.tracker.port, { path: '/api/orders', headers })
    expect(answer).toMatchObject({ status: 401, json: { error: { code: 'unauthorised' } } })
  })
})

describe('one order', () => {
  test('has what is produced under both names, then under one', async () => {
    await using running = await start()
    await running.control.createOrder({ id: 'PO 7/a', sku: 'GEAR-1', quantity: 5 })
    const path = `/api/orders/${encodeURIComponent('PO 7/a')}`
    const order = { id: 'PO 7/a', status: 'running', itemCode: 'GEAR-1', quantity: 5, completedAt: null }
    expect((await running.get(path)).json).toEqual({ ...order, sku: 'GEAR-1' })
    await running.control.serveSku({ serve: false })
    expect((await running.get(path)).json).toEqual(order)
    expect((await running.get('/api/orders')).json.orders).toEqual([order])
  })

  test.each(['/api/orders/8', '/api/orders/%E0%A4%A', '/api/order', '/orders/1', '/api/orders/1/lines'])(
    'is not at %s',
    async (path) => {
      await using running = await start()
      await running.control.createOrder({ id: '1', sku: 'GEAR-1', quantity: 5 })
      expect(await running.get(path)).toMatchObject({ status: 404, json: { error: { code: 'not_found' } } })
    },
  )

  test('is read alone', async () => {
    await using running = await start()
    const answer = await send(running.tracker.port, {
      method: 'POST',
      path: '/api/orders',
      headers: { 'x-api-key': key },
    })
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET' } })
  })
})

describe('the list', () => {
  test('goes by completion, with what is not completed last, page by page', async () => {
    await using running = await start({ pageSize: 2 })
    for (const id of ['a', 'b', 'c', 'd', 'e']) await running.control.createOrder({ id, sku: 'GEAR-1', quantity: 1 })
    await running.control.completeOrder({ id: 'd', at: '2026-03-01T10:00:00Z' })
    await running.control.completeOrder({ id: 'b', at: '2026-03-01T09:00:00Z' })
    await running.control.completeOrder({ id: 'e', at: '2026-03-01T15:00:00+05:30' })
    const seen: string[][] = []
    let address: URL | null = new URL('http://tracker.example.com/api/orders')
    while (address !== null) {
      const answer: Answered = await running.get(address.pathname + address.search)
      seen.push(ids(answer))
      address = answer.json.next === null ? null : new URL(answer.json.next, address)
    }
    expect(seen).toEqual([['b', 'e'], ['d', 'a'], ['c']])
  })

  test('keeps its filter on the next page, and misses nothing that is completed meanwhile', async () => {
    await using running = await start({ pageSize: 1 })
    for (const id of ['a', 'b', 'c']) await running.control.createOrder({ id, sku: 'GEAR-1', quantity: 1 })
    await running.control.completeOrder({ id: 'a', at: '2026-03-01T10:00:00Z' })
    await running.control.completeOrder({ id: 'b', at: '2026-03-01T11:00:00Z' })
    const first = await running.get('/api/orders?status=completed')
    await running.control.completeOrder({ id: 'c', at: '2026-03-01T10:30:00Z' })
    const second = await running.get(`/api/${first.json.next}`)
    const third = await running.get(`/api/${second.json.next}`)
    expect([first, second, third].map(ids)).toEqual([['a'], ['c'], ['b']])
    expect(third.json.next).toBeNull()
  })

  test('starts at `since`, itself included, whatever the offset', async () => {
    await using running = await start({ pageSize: 10 })
    for (const id of ['a', 'b', 'c']) await running.control.createOrder({ id, sku: 'GEAR-1', quantity: 1 })
    await running.control.completeOrder({ id: 'a', at: '2026-03-01T09:59:59.999Z' })
    await running.control.completeOrder({ id: 'b', at: '2026-03-01T15:30:00+05:30' })
    const answer = await running.get('/api/orders?since=2026-03-01T10:00:00Z')
    expect(ids(answer)).toEqual(['b'])
    expect(answer.json.orders[0].completedAt).toBe('2026-03-01T15:30:00+05:30')
  })

  test.each([
    'status=done',
    'since=yesterday',
    'since=2026-03-01',
    'since=2026-13-01T00:00:00Z',
    'cursor=x',
    'cursor=W10',
  ])('refuses %s', async (query) => {
    await using running = await start()
    const answer = await running.get(`/api/orders?${query}`)
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'invalid_parameter' } } })
  })
})

describe('its control', () => {
  test('completes an order now, by the clock of the stand-in', async () => {
    await using running = await start({ now: () => Date.UTC(2026, 2, 1) })
    const { id } = await running.control.createOrder({ sku: 'GEAR-1', quantity: 3 })
    const completed = await running.control.completeOrder({ id })
    expect(completed).toMatchObject({ id: '1', status: 'completed', completedAt: '2026-03-01T00:00:00.000Z' })
    expect(await running.control.orders()).toEqual([completed])
  })

  test('holds a page as it was on arrival', async () => {
    await using running = await start()
    for (const id of ['a', 'b']) await running.control.createOrder({ id, sku: 'GEAR-1', quantity: 1 })
    await running.control.completeOrder({ id: 'a' })
    await running.control.holdPages()
    const held = running.get('/api/orders?status=completed')
    const [announced] = await running.control.announcements({ wait: 5_000 })
    expect(announced).toEqual({ number: 1, kind: 'held', path: '/api/orders', orders: ['a'] })
    await running.control.completeOrder({ id: 'b' })
    expect(ids(await running.get('/api/orders?status=completed'))).toEqual(['a', 'b'])
    expect(await running.control.releasePages()).toEqual({ released: 1 })
    expect(ids(await held)).toEqual(['a'])
  })

  test('fails the next requests as told, and only those', async () => {
    await using running = await start()
    await running.control.failNext({ status: 429, retryAfter: '3', times: 2 })
    const answers = [
      await running.get('/api/orders'),
      await running.get('/api/orders/1'),
      await running.get('/api/orders'),
    ]
    expect(answers.map(({ status, headers }) => [status, headers['retry-after']])).toEqual([
      [429, '3'],
      [429, '3'],
      [200, undefined],
    ])
    expect(await running.control.announcements({ after: 1 })).toEqual([
      { number: 2, kind: 'failed', path: '/api/orders/1', status: 429 },
    ])
  })

  test('records what was received', async () => {
    await using running = await start()
    await running.get('/api/orders?since=2026-03-01T10%3A00%3A00Z', { 'x-trace': 't' })
    const [request] = await running.control.requests()
    expect(request).toMatchObject({
      number: 1,
      method: 'GET',
      path: '/api/orders',
      query: { since: '2026-03-01T10:00:00Z' },
      headers: { 'x-api-key': key, 'x-trace': 't', host: expect.stringContaining('127.0.0.1') },
    })
    expect(await running.control.requests({ after: 1, wait: 20 })).toEqual([])
  })

  test('is plain HTTP', async () => {
    await using running = await start()
    const call = (path: string, body?: unknown, method = 'POST'): Promise<Answered> =>
      send(running.tracker.controlPort, { method, path, body: body === undefined ? '' : JSON.stringify(body) })
    expect((await call('/', undefined, 'GET')).json.calls).toContain('createOrder')
    expect(await call('/createOrder', { sku: 'GEAR-1', quantity: 2 })).toMatchObject({ status: 200, json: { id: '1' } })
    expect((await call('/orders')).json).toHaveLength(1)
    expect(await call('/completeOrder', { id: '9' })).toMatchObject({
      status: 400,
      json: { error: 'There is no order "9"' },
    })
    expect(await call('/createOrder', [])).toMatchObject({ status: 400 })
    expect(await call('/createOrders', {})).toMatchObject({ status: 404 })
    expect(await call('/constructor', {})).toMatchObject({ status: 404 })
    expect(await call('/orders', undefined, 'GET')).toMatchObject({ status: 405 })
  })

  test.each([
    ['createOrder', { sku: '', quantity: 1 }],
    ['createOrder', { sku: 'GEAR-1', quantity: 1.5 }],
    ['completeOrder', { id: '1', at: 'soon' }],
    ['serveSku', {}],
    ['failNext', { status: 200 }],
    ['failNext', { status: 503, times: 0 }],
    ['failNext', { status: 503, only: 'orders' }],
  ])('refuses %s of %j', async (name, input) => {
    await using running = await start()
    await running.control.createOrder({ sku: 'GEAR-1', quantity: 1 })
    const answer = await send(running.tracker.controlPort, {
      method: 'POST',
      path: `/${name}`,
      body: JSON.stringify(input),
    })
    expect(answer).toMatchObject({ status: 400, json: { error: expect.any(String) } })
  })
})
