import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createTransport, type StreamedBody } from '../../src/http/index.ts'
import { declared, get, json, startService, transportTo } from './loopback-service.ts'

/** Takes the body of an answer, as text. */
function taker() {
  const taken: string[] = []
  return {
    taken,
    receive: () => async (body: AsyncIterable<Uint8Array>) => {
      const pieces: Uint8Array[] = []
      for await (const piece of body) pieces.push(piece)
      taken.push(Buffer.concat(pieces).toString())
    },
  }
}

const bodyOf = (pieces: readonly string[], more: Partial<StreamedBody> = {}): StreamedBody => ({
  async *open() {
    for (const piece of pieces) yield Buffer.from(piece)
  },
  ...more,
})

const post = (body: StreamedBody, more = {}) => ({ ...get('/orders', more), method: 'POST', body })

describe('a streamed body', () => {
  test('has its length where it is known, else comes in chunks', async () => {
    await using service = await startService((_seen, response) => json(response, {}))
    await using transport = transportTo(service)
    await transport.send(post(bodyOf(['a', 'bc'], { length: 3 })))
    await transport.send(post(bodyOf(['a', 'bc'])))
    await transport.send(post(bodyOf([], { length: 0 })))
    expect(
      service.seen.map(({ body, headers }) => [body, headers['content-length'], headers['transfer-encoding']]),
    ).toEqual([
      ['abc', '3', undefined],
      ['abc', undefined, 'chunked'],
      ['', '0', undefined],
    ])
  })

  test('that breaks off says why; there is doubt by then', async () => {
    await using service = await startService((_seen, response) => json(response, {}))
    await using transport = transportTo(service)
    const broken: StreamedBody = {
      async *open() {
        yield Buffer.from('a')
        throw new Error('the disk is gone')
      },
    }
    await expect(transport.send(post(broken))).rejects.toMatchObject({ code: 'connection-lost', doubt: true })
  })

  test('is given up where the answer comes before its end, and that answer is heard', async () => {
    const server = createServer((_request, response) => json(response, { message: 'too large' }, 413))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await using transport = createTransport({ connectTo: { [declared]: address } })
    let given = 0
    const endless: StreamedBody = {
      async *open() {
        for (; given < 10_000; given++) yield Buffer.alloc(64 * 1024)
      },
    }
    expect(await transport.send(post(endless))).toMatchObject({ status: 413 })
    expect(given).toBeLessThan(10_000)
    server.closeAllConnections()
    server.close()
  })

  test('takes as long as it moves, and no longer than the time-out when it does not', async () => {
    await using service = await startService((_seen, response) => json(response, {}))
    await using transport = transportTo(service)
    const slow = (pause: number): StreamedBody => ({
      async *open() {
        for (let count = 0; count < 6; count++) {
          yield Buffer.from('.')
          await wait(pause)
        }
      },
    })
    expect(await transport.send(post(slow(100), { timeout: 400 }))).toMatchObject({ status: 200 })
    await expect(transport.send(post(slow(900), { timeout: 300 }))).rejects.toMatchObject({
      code: 'request-timeout',
      doubt: true,
      message: `POST ${declared}/orders stood still for 300 ms while its body was on the way.`,
    })
  })
})

describe('an answer that is taken as it comes', () => {
  test.each([
    ['identity', (text: string) => Buffer.from(text)],
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ])('is decoded on the way: %s', async (coding, pack) => {
    await using service = await startService((_seen, response) => {
      response.writeHead(200, { 'content-encoding': coding })
      response.end(pack('text'.repeat(50_000)))
    })
    await using transport = transportTo(service)
    const { taken, receive } = taker()
    const answer = await transport.send(get('/file', { receive }))
    expect(taken).toEqual(['text'.repeat(50_000)])
    expect(answer.body.length).toBe(0)
    expect(answer.headers['content-encoding']).toBeUndefined()
  })

  test.each([
    ['that does not decode', 'gzip', Buffer.from('no gzip at all')],
    ['that breaks off', 'gzip', gzipSync('text'.repeat(1000)).subarray(0, 20)],
    ['in an unknown coding', 'rot13', Buffer.from('x')],
  ])('fails where it is one %s', async (_name, coding, bytes) => {
    await using service = await startService((_seen, response) => {
      response.writeHead(200, { 'content-encoding': coding })
      response.end(bytes)
    })
    await using transport = transportTo(service)
    await expect(transport.send(get('/file', { receive: taker().receive }))).rejects.toMatchObject({
      code: 'answer-unreadable',
    })
  })

  test('has an end where maxBytes is: of what was decoded', async () => {
    await using service = await startService((_seen, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(gzipSync('x'.repeat(1_000_000)))
    })
    await using transport = transportTo(service)
    const sending = transport.send(get('/file', { receive: taker().receive, maxBytes: 999_999 }))
    await expect(sending).rejects.toMatchObject({
      code: 'answer-unreadable',
      message: expect.stringContaining('999999 bytes'),
    })
  })

  test('is that of a success only: what failed stays in memory', async () => {
    await using service = await startService((_seen, response) => json(response, { message: 'no' }, 404))
    await using transport = transportTo(service)
    const { taken, receive } = taker()
    const answer = await transport.send(get('/file', { receive }))
    expect([answer.status, taken, Buffer.from(answer.body).toString()]).toEqual([404, [], '{"message":"no"}'])
  })

  test('that stops moving, breaks off or is not wanted is an error', async () => {
    await using service = await startService(({ url }, response) => {
      response.writeHead(200)
      response.write('x'.repeat(1000))
      if (url.endsWith('broken')) setTimeout(() => response.destroy(), 20)
    })
    await using transport = transportTo(service)
    const { receive } = taker()
    await expect(transport.send(get('/still', { receive, timeout: 200 }))).rejects.toMatchObject({
      code: 'request-timeout',
    })
    await expect(transport.send(get('/broken', { receive }))).rejects.toMatchObject({
      code: 'connection-lost',
      doubt: true,
    })
    const refusing = () => async () => {
      throw new TypeError('the disk is full')
    }
    await expect(transport.send(get('/still', { receive: refusing }))).rejects.toMatchObject({
      code: 'answer-unreadable',
      doubt: true,
      message: expect.stringContaining('could not be kept'),
    })
    const abort = AbortSignal.timeout(50)
    await expect(transport.send(get('/still', { receive, signal: abort }))).rejects.toMatchObject({
      code: 'request-aborted',
    })
  })

  test('goes no faster than it is taken', async () => {
    let written = 0
    await using service = await startService(async (_seen, response) => {
      for (let count = 0; count < 64; count++) {
        written += 1
        if (!response.write(Buffer.alloc(1024 * 1024))) await new Promise((resolve) => response.once('drain', resolve))
      }
      response.end()
    })
    await using transport = transportTo(service)
    let early = 0
    const receive = () => async (body: AsyncIterable<Uint8Array>) => {
      await wait(300)
      early = written
      for await (const piece of body) expect(piece.length).toBeGreaterThan(0)
    }
    await transport.send(get('/file', { receive, timeout: 10_000 }))
    expect(early).toBeLessThan(32)
    expect(written).toBe(64)
  })
})
