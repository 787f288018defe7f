import fc from 'fast-check'
import { expect, test } from 'vitest'
import { invoke } from '../../src/invoke/index.ts'
import { json, startService } from '../http/loopback-service.ts'
import {
  action,
  array,
  bound,
  keySigner,
  literal,
  object,
  parameter,
  reference,
  request,
  text,
  value,
} from './bound.ts'

test('puts each parameter where it belongs', async () => {
  await using service = await startService((_seen, response) => json(response, { ok: true }))
  const operation = action(
    {
      method: 'POST',
      path: '/shops/{shop}/orders/{id}.json',
      parameters: [
        parameter('path', 'shop', value('settings.shop')),
        parameter('path', 'id'),
        parameter('query', 'tag'),
        parameter('query', 'page', literal(1)),
        parameter('query', 'absent'),
        parameter('query', 'none', literal(null)),
        parameter('header', 'X-Request', value('call.idempotencyKey')),
        parameter('cookie', 'theme'),
        parameter('cookie', 'lang', literal('de')),
      ],
      body: {
        mediaType: 'application/json',
        value: object({ sku: value('input.sku'), gone: value('input.gone'), list: array(value('input.id')) }),
      },
    },
    { effect: 'once' },
  )
  const call = bound(service, operation, { settings: { shop: 'Zürich 1' }, signer: keySigner('k') })
  await invoke(call, request({ id: 'a/b?c', tag: ['x y', 'ü&='], theme: 'dark;light', sku: 'S' }))
  expect(service.seen).toMatchObject([
    {
      method: 'POST',
      url: '/api/shops/Z%C3%BCrich%201/orders/a%2Fb%3Fc.json?tag=x%20y&tag=%C3%BC%26%3D&page=1',
      headers: {
        'x-request': 'key-1',
        cookie: 'theme=dark%3Blight; lang=de',
        accept: 'application/json',
        'content-type': 'application/json',
        'x-api-key': 'k',
      },
      body: '{"sku":"S","list":["a/b?c"]}',
    },
  ])
})

test.each([
  ['an empty value', ''],
  ['a value that is absent', undefined],
  ['null', null],
  ['one dot', '.'],
  ['two dots', '..'],
])('refuses %s in a path: it would be another path', async (_name, id) => {
  await using service = await startService((_seen, response) => json(response, {}))
  const call = bound(service, action({ method: 'DELETE', path: '/orders/{id}', parameters: [parameter('path', 'id')] }))
  await expect(invoke(call, request({ id }))).rejects.toMatchObject({ code: 'path-refused', doubt: false })
  expect(service.connections).toBe(0)
})

test.each([
  ['line breaks', 'a\r\nx-evil: 1'],
  ['characters beyond Latin-1', 'Łódź'],
])('refuses %s in a header', async (_name, note) => {
  await using service = await startService((_seen, response) => json(response, {}))
  const call = bound(service, action({ parameters: [parameter('header', 'X-Note', value('input.note'))] }))
  await expect(invoke(call, request({ note }))).rejects.toMatchObject({ code: 'input-invalid', doubt: false })
  expect(service.connections).toBe(0)
})

test('text that needs what is absent is refused before anything is sent', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  const call = bound(service, action({ parameters: [parameter('query', 'q', text('sku:', reference('input.sku')))] }))
  await expect(invoke(call, request())).rejects.toMatchObject({ code: 'template-absent', doubt: false })
  expect(service.connections).toBe(0)
})

test('a body whose whole value is absent is left out', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  const call = bound(
    service,
    action({ method: 'POST', body: { mediaType: 'application/json', value: value('input.body') } }),
  )
  await invoke(call, request())
  await invoke(call, request({ body: null }))
  expect(service.seen.map(({ body, headers }) => [body, headers['content-type']])).toEqual([
    ['', undefined],
    ['null', 'application/json'],
  ])
})

test('whatever the value, it arrives whole and stays in its segment', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  const operation = action({
    path: '/orders/{id}/lines',
    parameters: [parameter('path', 'id'), parameter('query', 'q')],
  })
  const call = bound(service, operation)
  const segment = fc.string({ unit: 'binary', minLength: 1 }).filter((id) => id !== '.' && id !== '..')
  await fc.assert(
    fc.asyncProperty(segment, fc.string({ unit: 'binary' }), async (id, q) => {
      await invoke(call, request({ id, q }))
      const url = new URL(service.seen.at(-1)?.url ?? '', 'http://a.example')
      const [, api, orders, last, lines, ...rest] = url.pathname.split('/')
      expect([api, orders, lines, rest]).toEqual(['api', 'orders', 'lines', []])
      expect(decodeURIComponent(last ?? '')).toBe(id.toWellFormed())
      expect([...url.searchParams]).toEqual([['q', q.toWellFormed()]])
    }),
    { numRuns: 200 },
  )
})
