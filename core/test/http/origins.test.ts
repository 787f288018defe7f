import { type AddressInfo, createServer } from 'node:net'
import { createSecureContext, createServer as createTlsServer } from 'node:tls'
import { expect, test } from 'vitest'
import { createTransport } from '../../src/http/index.ts'
import { declared, get, json, startService, textOf, transportTo } from './loopback-service.ts'

const refusedUrls = [
  ['plain http', 'http://api.example.com/orders?key=q-secret'],
  ['loopback', 'https://127.0.0.1/orders'],
  ['loopback in short', 'https://127.1/orders'],
  ['loopback as a number', 'https://2130706433/orders'],
  ['loopback in octal', 'https://0177.0.0.1/orders'],
  ['private', 'https://192.168.0.10/orders'],
  ['link-local, as cloud metadata', 'https://169.254.169.254/latest/meta-data'],
  ['IPv6 loopback', 'https://[::1]/orders'],
  ['mapped IPv4', 'https://[::ffff:127.0.0.1]/orders'],
  ['unique local', 'https://[fd00::1]/orders'],
  ['another scheme', 'file:///etc/passwd'],
  ['a user name', 'https://user:q-secret@api.example.com/orders'],
] as const

test.each(refusedUrls)('refuses %s', async (_name, url) => {
  await using transport = createTransport()
  const sending = transport.send(get('', { url }))
  await expect(sending).rejects.toMatchObject({ code: 'origin-refused', doubt: false })
  await expect(sending).rejects.not.toThrow(/q-secret/)
})

test('refuses a name that resolves to loopback, and opens no socket', async () => {
  let connections = 0
  const server = createServer(() => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await using transport = createTransport()
  const sending = transport.send(get('', { url: `https://localhost:${port}/orders` }))
  await expect(sending).rejects.toMatchObject({ code: 'origin-refused', doubt: false })
  expect(connections).toBe(0)
  server.close()
})

test('reaches an origin that the host allows, plain and on loopback', async () => {
  await using service = await startService((_seen, response) => json(response, { ok: true }))
  await using transport = createTransport({ allowOrigins: [service.address] })
  const answer = await transport.send(get('', { url: `${service.address}/orders` }))
  expect(textOf(answer)).toBe('{"ok":true}')
})

test('allows exactly the origin: another port is refused', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  await using transport = createTransport({ allowOrigins: [service.address] })
  const sending = transport.send(get('', { url: 'http://127.0.0.1:9/orders' }))
  await expect(sending).rejects.toMatchObject({ code: 'origin-refused' })
})

test('connectTo moves the socket only: URL and Host stay those of the declared origin', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  await using transport = transportTo(service)
  await transport.send(
    get('/orders?a=1', { signer: { sign: (request) => ({ ...request, headers: { x: request.url } }) } }),
  )
  expect(service.seen[0]).toMatchObject({
    url: '/orders?a=1',
    headers: { host: 'api.example.com', x: `${declared}/orders?a=1` },
  })
})

test('connectTo keeps a port of the declared origin in Host', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  await using transport = createTransport({ connectTo: { 'https://api.example.com:8443': service.address } })
  await transport.send(get('', { url: 'https://api.example.com:8443/orders' }))
  expect(service.seen[0]?.headers.host).toBe('api.example.com:8443')
})

test('connectTo over TLS asks for the declared server name', async () => {
  const names: string[] = []
  const server = createTlsServer({
    SNICallback: (name, done) => {
      names.push(name)
      done(null, createSecureContext())
    },
  })
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await using transport = createTransport({ connectTo: { [declared]: `https://127.0.0.1:${port}` } })
  await expect(transport.send(get('/orders'))).rejects.toMatchObject({ code: 'connection-lost', doubt: false })
  expect(names).toContain('api.example.com')
  server.close()
})

test('two declared origins with one target keep their own Host', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  const connectTo = { 'https://a.example.com': service.address, 'https://b.example.com': service.address }
  await using transport = createTransport({ connectTo })
  await transport.send(get('', { url: 'https://a.example.com/' }))
  await transport.send(get('', { url: 'https://b.example.com/' }))
  expect(service.seen.map((seen) => seen.headers.host)).toEqual(['a.example.com', 'b.example.com'])
})

test.each(['host', 'Host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'upgrade'])(
  'refuses the header %s',
  async (name) => {
    await using service = await startService((_seen, response) => json(response, {}))
    await using transport = transportTo(service)
    const sending = transport.send(get('/orders', { headers: { [name]: 'evil.example' } }))
    await expect(sending).rejects.toMatchObject({ code: 'argument-invalid', doubt: false })
    expect(service.seen).toEqual([])
  },
)

test('refuses a header that would end the line', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  await using transport = transportTo(service)
  const sending = transport.send(get('/orders', { headers: { 'x-note': 'q-secret\r\nx-evil: 1' } }))
  await expect(sending).rejects.toMatchObject({ code: 'argument-invalid', doubt: false })
  await expect(sending).rejects.not.toThrow(/q-secret/)
})

test.each([['https://a.example/path'], ['a.example'], ['ftp://a.example'], ['https://u@a.example']])(
  'says at once that %s is no origin',
  (origin) => {
    expect(() => createTransport({ allowOrigins: [origin] })).toThrow(/is not an origin/)
    expect(() => createTransport({ connectTo: { [origin]: 'http://127.0.0.1:1' } })).toThrow(/is not an origin/)
  },
)

test('a closed transport sends nothing', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  const transport = transportTo(service)
  await transport.send(get('/orders'))
  await transport[Symbol.asyncDispose]()
  await expect(transport.send(get('/orders'))).rejects.toMatchObject({ code: 'request-aborted', doubt: false })
  expect(service.seen).toHaveLength(1)
})

test('connectTo "*" takes every https origin that is not named, and no plain http', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  await using other = await startService((_seen, response) => json(response, { named: true }))
  const connectTo = { '*': service.address, 'https://named.example.com': other.address }
  await using transport = createTransport({ connectTo, allowOrigins: [other.address] })
  await transport.send(get('', { url: 'https://anywhere.example.net:8443/a' }))
  expect(service.seen[0]).toMatchObject({ url: '/a', headers: { host: 'anywhere.example.net:8443' } })
  expect(textOf(await transport.send(get('', { url: 'https://named.example.com/' })))).toBe('{"named":true}')
  expect(textOf(await transport.send(get('', { url: `${other.address}/` })))).toBe('{"named":true}')
  const plain = transport.send(get('', { url: 'http://anywhere.example.net/' }))
  await expect(plain).rejects.toMatchObject({ code: 'origin-refused' })
})
