import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { get, startService, textOf, transportTo } from './loopback-service.ts'

const text = JSON.stringify({ name: 'Zürich', filler: 'x'.repeat(5_000) })

const codings = [
  ['gzip', gzipSync(text)],
  ['x-gzip', gzipSync(text)],
  ['deflate', deflateSync(text)],
  ['deflate', deflateRawSync(text)],
  ['br', brotliCompressSync(text)],
  ['zstd', zstdCompressSync(text)],
  ['gzip, br', brotliCompressSync(gzipSync(text))],
  ['identity', Buffer.from(text)],
] as const

test.each(codings)('undoes %s', async (coding, body) => {
  await using service = await startService((_seen, response) =>
    response.writeHead(200, { 'content-encoding': coding }).end(body),
  )
  await using transport = transportTo(service)
  const answer = await transport.send(get('/'))
  expect(textOf(answer)).toBe(text)
  expect(answer.headers).not.toHaveProperty('content-encoding')
  expect(service.seen[0]?.headers['accept-encoding']).toBe('gzip, deflate, br, zstd')
})

const bodies = [
  ['garbage', 'gzip', Buffer.from('this is no gzip, q-secret')],
  ['half of it', 'gzip', gzipSync(text).subarray(0, 40)],
  ['garbage', 'br', Buffer.from('q-secret q-secret')],
  ['garbage', 'zstd', Buffer.from('q-secret q-secret')],
  ['anything', 'compress', Buffer.from('q-secret')],
  ['a pile of codings', 'gzip, gzip, gzip, gzip', gzipSync(text)],
] as const

test.each(bodies)('says that %s as %s is not readable', async (_name, coding, body) => {
  await using service = await startService((_seen, response) =>
    response.writeHead(200, { 'content-encoding': coding }).end(body),
  )
  await using transport = transportTo(service)
  const sending = transport.send(get('/'))
  await expect(sending).rejects.toMatchObject({ code: 'answer-unreadable', doubt: true })
  await expect(sending).rejects.not.toThrow(/q-secret/)
})

test.each([
  ['gzip', gzipSync(Buffer.alloc(10_000_000))],
  ['br', brotliCompressSync(Buffer.alloc(10_000_000))],
  ['zstd', zstdCompressSync(Buffer.alloc(10_000_000))],
  ['identity', Buffer.alloc(200_000)],
] as const)('stops a body that grows beyond the limit (%s)', async (coding, body) => {
  await using service = await startService((_seen, response) =>
    response.writeHead(200, { 'content-encoding': coding }).end(body),
  )
  await using transport = transportTo(service)
  const sending = transport.send(get('/', { maxBytes: 100_000 }))
  await expect(sending).rejects.toMatchObject({ code: 'answer-unreadable', doubt: true })
  await expect(sending).rejects.toThrow(/more than 100000 bytes/)
})

test('an answer of exactly the limit is fine', async () => {
  await using service = await startService((_seen, response) => response.end(Buffer.alloc(1_000)))
  await using transport = transportTo(service)
  expect((await transport.send(get('/', { maxBytes: 1_000 }))).body).toHaveLength(1_000)
})

test('a HEAD that announces gzip has no body', async () => {
  await using service = await startService((_seen, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(),
  )
  await using transport = transportTo(service)
  expect((await transport.send(get('/', { method: 'HEAD' }))).body).toHaveLength(0)
})

test('joins repeated headers and leaves cookies out', async () => {
  await using service = await startService((_seen, response) =>
    response
      .writeHead(
        200,
        [
          ['X-Tag', 'a'],
          ['x-tag', 'b'],
          ['Set-Cookie', 'session=q-secret'],
        ].flat(),
      )
      .end(),
  )
  await using transport = transportTo(service)
  const { headers } = await transport.send(get('/'))
  expect(headers['x-tag']).toBe('a, b')
  expect(headers).not.toHaveProperty('set-cookie')
})
