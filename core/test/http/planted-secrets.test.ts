import { type AddressInfo, createServer, type Socket } from 'node:net'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createHttp, createTransport, type Signer } from '../../src/http/index.ts'
import { declared, get } from './loopback-service.ts'

const secret = 'planted-S3CRET/with+marks'
const base64 = Buffer.from(secret).toString('base64')
const basic = Buffer.from(`user:${secret}`).toString('base64')

/** Puts the secret wherever schemes put one: a header, Basic authentication, the query. */
const signer: Signer = {
  sign: ({ url, headers }) => ({
    url: `${url}${url.includes('?') ? '&' : '?'}key=${encodeURIComponent(secret)}`,
    headers: { ...headers, 'x-api-key': secret, authorization: `Basic ${basic}` },
  }),
}

const message = (status: string, body: string, headers = ''): string =>
  `HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`

/** Each service gets the whole request, secret and all, and echoes it where it can. */
const services: Record<string, (socket: Socket, request: string) => void> = {
  'a 401 that echoes the key': (socket) =>
    socket.end(message('401 Unauthorized', JSON.stringify({ message: `no such key: ${secret}` }))),
  'a 403 that echoes Basic': (socket) =>
    socket.end(message('403 Forbidden', JSON.stringify({ error: `bad ${basic}` }))),
  'a 500 with all of the request': (socket, request) =>
    socket.end(message('500 Internal Server Error', JSON.stringify({ message: request }))),
  'a 403 that echoes the key in base64': (socket) =>
    socket.end(message('403 Forbidden', JSON.stringify({ error: `bad ${base64}` }))),
  'a redirect to a path with the key in it, then a reset': (socket, request) =>
    request.includes(' /orders')
      ? socket.write(message('302 Found', '', `location: /${secret}\r\n`))
      : socket.resetAndDestroy(),
  'a redirect to a path with the key in it, then silence': (socket, request) =>
    void (request.includes(' /orders') && socket.write(message('307 Again', '', `location: /${secret}\r\n`))),
  'a redirect to another origin with the key in it': (socket) =>
    socket.end(message('302 Found', '', `location: https://evil.example/${secret}?key=${secret}\r\n`)),
  'a redirect in a circle with the key in it': (socket) =>
    socket.write(
      message('302 Found', '', `location: /orders?key=${encodeURIComponent(secret)}\r\nconnection: close\r\n`),
    ),
  'a time-out': () => {},
  'a time-out within the body': (socket) => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n${secret}`),
  'a reset': (socket) => socket.resetAndDestroy(),
  'garbage for HTTP': (socket, request) => socket.end(`${secret} ${request}`),
  'headers that do not parse': (socket) => socket.end(`HTTP/1.1 200 OK\r\n${secret} no colon\r\n\r\n`),
  'garbage for gzip': (socket) => socket.end(message('200 OK', secret, 'content-encoding: gzip\r\n')),
  'garbage for JSON': (socket) => socket.end(message('200 OK', `{"key": ${secret}`)),
}

async function serve(act: (socket: Socket, request: string) => void): Promise<{ address: string } & AsyncDisposable> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    socket.on('data', (data) => act(socket, data.toString()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Everything that a careless log could print. */
function printed(value: unknown): string {
  const chain: unknown[] = []
  for (let at = value; at instanceof Error; at = at.cause) chain.push(at.message, at.stack, String(at), { ...at })
  return (
    [value, chain].map((one) => inspect(one, { depth: 20, showHidden: true, getters: true })).join() +
    JSON.stringify([value, chain])
  )
}

function expectNoSecret(value: unknown): void {
  const text = printed(value)
  for (const form of [secret, basic, base64, encodeURIComponent(secret), 'S3CRET']) expect(text).not.toContain(form)
}

test.each(Object.entries(services))('http: %s shows nothing', async (_name, act) => {
  await using service = await serve(act)
  await using transport = createTransport({ connectTo: { [declared]: service.address } })
  const http = createHttp({ transport, baseUrl: declared, signer, timeout: 100 })
  const error = await http
    .post('orders?a=1', { json: { a: 1 } })
    .then(
      (answer) => answer.json(),
      (failure) => failure,
    )
    .catch((failure) => failure)
  expect(error).toBeInstanceOf(Error)
  expectNoSecret(error)
  expectNoSecret({ transport, http, signer })
})

test.each(Object.entries(services))('transport: %s shows nothing', async (_name, act) => {
  await using service = await serve(act)
  await using transport = createTransport({ connectTo: { [declared]: service.address } })
  const request = get('/orders?a=1', { signer, timeout: 100 })
  const outcome = await transport.send(request).catch((failure) => failure)
  expectNoSecret(outcome instanceof Error ? outcome : { ...outcome, body: undefined })
  expectNoSecret({ transport, request })
})

test('an abort shows nothing', async () => {
  const stop = new AbortController()
  await using service = await serve(() => stop.abort())
  await using transport = createTransport({ connectTo: { [declared]: service.address } })
  const error = await transport.send(get('/orders?a=1', { signer, signal: stop.signal })).catch((failure) => failure)
  expect(error).toMatchObject({ code: 'request-aborted' })
  expectNoSecret(error)
})

test('a refused connection shows nothing', async () => {
  const service = await serve(() => {})
  await service[Symbol.asyncDispose]()
  await using transport = createTransport({ connectTo: { [declared]: service.address } })
  expectNoSecret(await transport.send(get('/orders?a=1', { signer })).catch((failure) => failure))
})

test('a signed header that can not be sent shows nothing', async () => {
  await using service = await serve(() => {})
  await using transport = createTransport({ connectTo: { [declared]: service.address } })
  const sign: Signer['sign'] = ({ url, headers }) => ({ url, headers: { ...headers, 'x-api-key': `${secret}\r\n` } })
  const error = await transport.send(get('/orders', { signer: { sign } })).catch((failure) => failure)
  expect(error).toMatchObject({ code: 'argument-invalid' })
  expectNoSecret(error)
})

test('a redirect to a host that repeats the key shows nothing', async () => {
  const key = 'S3CRETwithoutMarks'
  await using service = await serve((socket) =>
    socket.write(message('302 Found', '', `location: https://${key}.evil.example/\r\n`)),
  )
  await using transport = createTransport({ connectTo: { [declared]: service.address } })
  const sign: Signer['sign'] = ({ url, headers }) => ({ url, headers: { ...headers, 'x-api-key': key } })
  const error = await transport.send(get('/orders', { signer: { sign } })).catch((failure) => failure)
  expect(error).toMatchObject({ code: 'redirect-refused' })
  expect(printed(error).toLowerCase()).not.toContain(key.toLowerCase())
})

test('a link that has the key already, signed again, shows nothing', async () => {
  await using service = await serve((socket) =>
    socket.end(message('403 Forbidden', JSON.stringify({ error: `bad ${secret}` }))),
  )
  await using transport = createTransport({ connectTo: { [declared]: service.address } })
  const own = `key=${encodeURIComponent(secret)}`
  const sign: Signer['sign'] = ({ headers }) => ({ url: `${declared}/orders?page=2&${own}`, headers })
  const http = createHttp({ transport, baseUrl: declared, signer: { sign }, timeout: 100 })
  for (const path of [`orders?${own}&page=2`, `orders?page=2&${own}`])
    expectNoSecret(await http.get(path).catch((failure) => failure))
})

test('a secret of one letter does not blank out our own words', async () => {
  await using service = await serve((socket) =>
    socket.end(message('403 Forbidden', JSON.stringify({ error: 'example X is bad' }))),
  )
  await using transport = createTransport({ connectTo: { [declared]: service.address } })
  const authorization = `Basic ${Buffer.from('account:X').toString('base64')}`
  const sign: Signer['sign'] = ({ url, headers }) => ({ url, headers: { ...headers, authorization } })
  const http = createHttp({ transport, baseUrl: declared, signer: { sign }, timeout: 100 })
  await expect(http.get('orders')).rejects.toThrow(
    `GET ${declared}/orders was answered with status 403: example *** is bad`,
  )
})
