import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { httpTo, secret } from './http-to.ts'
import { json, startService } from './loopback-service.ts'

test('sends every verb below the server, signed', async () => {
  await using service = await startService((_seen, response) => json(response, { ok: true }))
  const http = httpTo(service)
  await http.get('orders/7')
  await http.head('/orders/7')
  await http.post('orders', { json: { a: 1 }, headers: { 'X-Note': 'n' } })
  await http.put('orders/7', { body: 'text', headers: { 'content-type': 'text/plain' } })
  await http.patch('orders/7', { json: null })
  await http.delete('orders/7', { query: { hard: true } })
  expect(service.seen.map(({ method, url, body }) => [method, url, body])).toEqual([
    ['GET', `/api/v1/orders/7?key=${secret}`, ''],
    ['HEAD', `/api/v1/orders/7?key=${secret}`, ''],
    ['POST', `/api/v1/orders?key=${secret}`, '{"a":1}'],
    ['PUT', `/api/v1/orders/7?key=${secret}`, 'text'],
    ['PATCH', `/api/v1/orders/7?key=${secret}`, 'null'],
    ['DELETE', `/api/v1/orders/7?hard=true&key=${secret}`, ''],
  ])
  expect(service.seen[2]?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-note': 'n',
    'x-api-key': secret,
  })
})

test('answers status, headers, JSON, text and bytes, and nothing of how it was asked', async () => {
  await using service = await startService((_seen, response) =>
    json(response, { name: 'Zürich' }, 201, { 'x-total': '3' }),
  )
  const answer = await httpTo(service).get('city')
  expect([answer.status, answer.headers['x-total'], answer.text()]).toEqual([201, '3', '{"name":"Zürich"}'])
  expect(answer.json()).toEqual({ name: 'Zürich' })
  expect(answer.bytes()).toEqual(new Uint8Array(Buffer.from('{"name":"Zürich"}')))
  expect(inspect(answer, { depth: 10, showHidden: true })).not.toContain(secret)
})

test('repeats arrays in the query and leaves undefined out', async () => {
  await using service = await startService((_seen, response) => json(response, []))
  await httpTo(service).get('orders?sort=a', { query: { id: [1, 2], none: undefined, text: 'a b&c' } })
  expect(service.seen[0]?.url).toBe(`/api/v1/orders?sort=a&id=1&id=2&text=a+b%26c&key=${secret}`)
})

const refused = [
  'https://evil.example/x',
  'HTTPS://evil.example',
  'http:evil.example',
  '//evil.example/x',
  '///evil.example',
  '\\\\evil.example',
  '/\\evil.example',
  'orders\\..\\..',
  '@evil.example/x',
  'user:pass@evil.example',
  ':8080/x',
  '..',
  '../x',
  '/../x',
  'a/../../x',
  '%2e%2e/x',
  'a/%2E%2e/%2e%2E/x',
  '\thttps://evil.example',
  ' orders',
  'ord\ners',
  'data:text/plain,x',
  'a#b',
  '?x=1 2',
  'javascript:alert(1)',
]

test.each(refused)('refuses the path %j and sends nothing', async (path) => {
  await using service = await startService((_seen, response) => json(response, {}))
  await expect(httpTo(service).get(path)).rejects.toMatchObject({ code: 'path-refused', doubt: false })
  expect(service.connections).toBe(0)
})

test.each(['', '/', 'orders', '/users/@me', 'a/b/../c', 'time/12:30', '?page=2', 'a;b=c/d', 'caf%C3%A9'])(
  'takes the path %j',
  async (path) => {
    await using service = await startService((_seen, response) => json(response, {}))
    await httpTo(service).get(path)
    expect(service.seen[0]?.url.startsWith('/api/v1')).toBe(true)
  },
)

test('whatever the path, a request stays below the server or is refused', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  const http = httpTo(service)
  const pieces = fc.constantFrom(
    '..',
    '.',
    '/',
    '//',
    '\\',
    '@',
    ':',
    'evil.example',
    'https:',
    '%2e',
    '%2f',
    '?',
    '#',
    'a',
    '\t',
    ';',
  )
  const paths = fc.oneof(
    fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
    fc.string(),
    fc.webPath(),
  )
  await fc.assert(
    fc.asyncProperty(paths, async (path) => {
      const before = service.seen.length
      const failure = await http.get(path).then(
        () => undefined,
        (error) => error.code,
      )
      expect([undefined, 'path-refused']).toContain(failure)
      for (const { url, headers } of service.seen.slice(before)) {
        expect(headers.host).toBe('api.example.com')
        expect(url).toMatch(/^\/api\/v1(\/|\?|$)/)
      }
    }),
    { numRuns: 300 },
  )
})

test('an answer that is not JSON says so when it is read as JSON', async () => {
  await using service = await startService((_seen, response) => response.end('<html>q-secret</html>'))
  const answer = await httpTo(service).get('orders')
  expect(() => answer.json()).toThrow(expect.objectContaining({ code: 'answer-unreadable' }))
  expect(() => answer.json()).not.toThrow(/q-secret/)
  expect(answer.text()).toBe('<html>q-secret</html>')
})

test('json and body together are refused', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  await expect(httpTo(service).post('orders', { json: {}, body: '' })).rejects.toMatchObject({
    code: 'argument-invalid',
  })
})

test('has verbs, and nothing to extend or to look into', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  const http = httpTo(service)
  expect(Object.keys(http).sort()).toEqual(['delete', 'get', 'head', 'patch', 'post', 'put'])
  expect(Object.isFrozen(http)).toBe(true)
  expect(inspect(http, { depth: 10, showHidden: true })).not.toContain(secret)
})

/** The routes by which a bound ky leaks what it signs. */
const routes = {
  'hooks passed as options': { hooks: { beforeRequest: [() => expect.unreachable()] } },
  'a fetch passed as an option': { fetch: () => expect.unreachable() },
  'another prefix': { prefix: 'https://evil.example', prefixUrl: 'https://evil.example' },
  'another base': { baseUrl: 'https://evil.example' },
}

test.each(Object.entries(routes))('%s has no effect', async (_name, options) => {
  await using service = await startService((_seen, response) => json(response, {}))
  await httpTo(service).get('orders', options as never)
  expect(service.seen).toMatchObject([{ url: `/api/v1/orders?key=${secret}`, headers: { host: 'api.example.com' } }])
})

test('a failure shows neither the request nor the query with the key', async () => {
  await using service = await startService(({ headers }, response) =>
    json(response, { message: `wrong key ${headers['x-api-key']}` }, 401),
  )
  const error = await httpTo(service)
    .get('orders')
    .catch((failure) => failure)
  expect(error).not.toHaveProperty('request')
  expect(error).not.toHaveProperty('response')
  expect(error.message).toContain('wrong key ***')
  expect(inspect(error, { depth: 10, showHidden: true }) + error.stack + JSON.stringify(error)).not.toContain(secret)
})

test('the bytes of an answer are its own memory, not a window into that of others', async () => {
  await using service = await startService((_seen, response) => json(response, { a: 1 }))
  const bytes = (await httpTo(service).get('orders')).bytes()
  expect(bytes.buffer.byteLength).toBe(bytes.length)
})
