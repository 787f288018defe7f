import { type AddressInfo, createServer, type Socket } from 'node:net'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createTransport } from '../../src/http/index.ts'
import { declared, get, json, startService, transportTo } from './loopback-service.ts'

/** A server that does with a socket's first bytes as told. */
async function rawServer(onData: (socket: Socket) => void): Promise<{ address: string } & AsyncDisposable> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    socket.once('data', () => onData(socket))
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

async function sendTo(address: string, more = {}): Promise<unknown> {
  await using transport = createTransport({ connectTo: { [declared]: address } })
  return await transport
    .send(get('/orders?key=q-secret', { method: 'POST', body: '{}', ...more }))
    .catch((error) => error)
}

test('a refused connection leaves no doubt', async () => {
  const closed = await rawServer(() => {})
  await closed[Symbol.asyncDispose]()
  expect(await sendTo(closed.address)).toMatchObject({
    code: 'connection-lost',
    doubt: false,
    cause: { code: 'ECONNREFUSED' },
  })
})

test('a name that does not resolve leaves no doubt', async () => {
  await using transport = createTransport()
  const sending = transport.send(get('', { url: 'https://nowhere.invalid/orders' }))
  await expect(sending).rejects.toMatchObject({ code: 'connection-lost', doubt: false })
})

test('an abort before anything was sent leaves no doubt', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  await using transport = transportTo(service)
  const sending = transport.send(get('/orders', { signal: AbortSignal.abort(new Error('given up')) }))
  await expect(sending).rejects.toMatchObject({ code: 'request-aborted', doubt: false, cause: new Error('given up') })
  expect(service.seen).toEqual([])
})

test('a time-out while the credentials are renewed leaves no doubt', async () => {
  await using service = await startService((_seen, response) => json(response, {}, 401))
  await using transport = transportTo(service)
  const signer = { sign: (request: never) => request, renew: () => new Promise<boolean>(() => {}) }
  const sending = transport.send(get('/orders', { method: 'POST', signer, timeout: 500 }))
  await expect(sending).rejects.toMatchObject({ code: 'request-timeout', doubt: false })
})

test('a time-out while signing leaves no doubt, and nothing is sent after it', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  await using transport = transportTo(service)
  const sign = async (request: never) => new Promise<never>((resolve) => setTimeout(() => resolve(request), 100))
  const sending = transport.send(get('/orders', { signer: { sign }, timeout: 20 }))
  await expect(sending).rejects.toMatchObject({ code: 'request-timeout', doubt: false })
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(service.seen).toEqual([])
})

test('a time-out while waiting for a free socket leaves no doubt, and nothing is sent after it', async () => {
  const waiting: (() => void)[] = []
  await using service = await startService(({ url }, response) =>
    url === '/first' ? waiting.push(() => json(response, {})) : json(response, {}),
  )
  await using transport = transportTo(service)
  const first = Array.from({ length: 128 }, () => transport.send(get('/first')))
  while (waiting.length < 128) await new Promise((resolve) => setTimeout(resolve, 10))
  const late = transport.send(get('/late', { timeout: 50 }))
  await expect(late).rejects.toMatchObject({ code: 'request-timeout', doubt: false })
  for (const answer of waiting) answer()
  await Promise.all(first)
  await transport.send(get('/last'))
  expect(service.seen.map(({ url }) => url)).not.toContain('/late')
})

test('a time-out after the request was sent leaves doubt', async () => {
  await using server = await rawServer(() => {})
  expect(await sendTo(server.address, { timeout: 500 })).toMatchObject({ code: 'request-timeout', doubt: true })
})

test('the time-out covers the body to its last byte', async () => {
  await using server = await rawServer((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'))
  expect(await sendTo(server.address, { timeout: 500 })).toMatchObject({ code: 'request-timeout', doubt: true })
})

test('an abort after the request was sent leaves doubt', async () => {
  const stop = new AbortController()
  await using server = await rawServer(() => stop.abort())
  expect(await sendTo(server.address, { signal: stop.signal })).toMatchObject({ code: 'request-aborted', doubt: true })
})

test.each([
  ['reset before an answer', (socket: Socket) => socket.resetAndDestroy()],
  ['closed before an answer', (socket: Socket) => socket.end()],
  ['closed within the headers', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-')],
  ['closed within the body', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc')],
  [
    'closed within a chunk',
    (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab'),
  ],
])('a connection %s leaves doubt', async (_name, act) => {
  await using server = await rawServer(act)
  expect(await sendTo(server.address)).toMatchObject({ code: 'connection-lost', doubt: true })
})

test('an answer that is not HTTP leaves doubt, and is not quoted', async () => {
  await using server = await rawServer((socket) => socket.end('SSH-2.0-OpenSSH q-secret\r\n'))
  const error = await sendTo(server.address)
  expect(error).toMatchObject({ code: 'answer-unreadable', doubt: true })
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('q-secret')
})

test('a failure after a 401 and a renewal, before anything more was sent, leaves no doubt', async () => {
  await using service = await startService((_seen, response, socket) => {
    json(response, {}, 401, { connection: 'close' })
    socket.end()
  })
  await using transport = transportTo(service)
  const renew = async () => {
    await service[Symbol.asyncDispose]()
    return true
  }
  const sending = transport.send(get('/orders', { method: 'POST', signer: { sign: (request) => request, renew } }))
  await expect(sending).rejects.toMatchObject({ code: 'connection-lost', doubt: false })
})
