import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Bell, completed, delivery, openBell, publicUrl, secretOf, signatureOf } from './bell.ts'

let bell: Bell
let url: string
beforeAll(async () => {
  bell = await openBell()
  url = (await bell.listen()).url ?? ''
  await vi.waitUntil(() => bell.service.lines().length === 1)
})
afterAll(() => bell[Symbol.asyncDispose]())

async function ask(request: Request): Promise<[number, string]> {
  const answer = await bell.kernel.handle(request)
  return [answer.status, await answer.text()]
}

const signed = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Request => {
  const secret = secretOf(bell)
  const signature = signatureOf(secret, Buffer.from(body) as never)
  return new Request(url, { method: 'POST', body, headers: { 'x-signature': signature, ...headers } })
}

describe('kernel.handle', () => {
  it.each([
    ['nothing of ours', `${publicUrl}/orders`],
    ['no token', `${publicUrl}/webhooks/`],
    ['another token', `${publicUrl}/webhooks/lis_00000000000000000000.aaaa`],
    ['no listener', `${publicUrl}/webhooks/aaaa`],
    ['something behind it', `${publicUrl}/webhooks/a/b`],
  ])('answers 404 to %s', async (_what, path) => {
    expect(await ask(new Request(path, { method: 'POST', body: '{}' }))).toEqual([404, ''])
  })

  it('answers 404 to the token of a listener with one letter changed', async () => {
    const last = url.at(-1) === 'A' ? 'B' : 'A'
    expect(await ask(new Request(url.slice(0, -1) + last, { method: 'POST', body: '{}' }))).toEqual([404, ''])
  })

  it('answers 400 to a percent-encoding that is none', async () => {
    expect(await ask(new Request(`${publicUrl}/webhooks/%E0%A4%A`, { method: 'POST' }))).toEqual([400, ''])
  })

  it('finds its way by the end of the path, under whatever it is mounted', async () => {
    const token = url.split('/').at(-1)
    const { headers, method } = delivery(bell, completed('mounted'))
    const body = JSON.stringify(completed('mounted'))
    expect(await ask(new Request(`http://localhost/a/b/webhooks/${token}`, { method, headers, body }))).toEqual([
      200,
      '',
    ])
  })

  it('can be passed on by itself', async () => {
    const { handle } = bell.kernel
    expect((await handle(new Request(url, { method: 'HEAD' }))).status).toBe(200)
  })

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])('answers 405 to %s, and says what it takes', async (method) => {
    const answer = await bell.kernel.handle(new Request(url, { method }))
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'HEAD, OPTIONS, POST'])
  })

  it('says what it takes when it is asked', async () => {
    const answer = await bell.kernel.handle(new Request(url, { method: 'OPTIONS' }))
    expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'HEAD, OPTIONS, POST'])
  })

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ])('verifies the bytes as they came, and decodes %s afterwards', async (encoding, encode) => {
    const body = new Uint8Array(encode(JSON.stringify(completed(encoding))))
    expect(await ask(signed(body, { 'content-encoding': encoding }))).toEqual([200, ''])
    expect(bell.events.map(({ data }) => (data as { id: string }).id)).toContain(encoding)
  })

  it.each(['zstd', 'gzip, br', 'toString'])('answers 415 to the encoding "%s"', async (encoding) => {
    expect(await ask(signed(new Uint8Array(2), { 'content-encoding': encoding }))).toEqual([415, ''])
  })

  it('answers 415 to parts', async () => {
    expect(await ask(signed(new Uint8Array(2), { 'content-type': 'multipart/form-data; boundary=x' }))).toEqual([
      415,
      '',
    ])
  })

  it.each([
    ['what is no JSON', Buffer.from('{')],
    ['what is no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['nothing', Buffer.alloc(0)],
    ['an item without its key', Buffer.from('{"event":"completed","order":{}}')],
    ['a payload without an item', Buffer.from('{"event":"completed"}')],
  ])('answers 400 to %s', async (_what, body) => {
    expect(await ask(signed(new Uint8Array(body), {}))).toEqual([400, ''])
  })

  it('answers 400 to what is not encoded as it says', async () => {
    expect(await ask(signed(new Uint8Array(Buffer.from('{}')), { 'content-encoding': 'gzip' }))).toEqual([400, ''])
  })

  it('answers 413 to a body that says that it is too large, and to one that lies', async () => {
    const large = new Uint8Array(1024 * 1024 + 1)
    expect(await ask(signed(large, { 'content-length': String(large.length) }))).toEqual([413, ''])
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(64 * 1024))
      },
    })
    const lying = { method: 'POST', body: endless, duplex: 'half', headers: { 'content-length': '2' } }
    expect(await ask(new Request(url, lying as RequestInit))).toEqual([413, ''])
    expect(pulled).toBeLessThan(40)
  })

  it('answers 413 to what is too large when decoded', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(32 * 1024 * 1024)))
    expect(bomb.length).toBeLessThan(64 * 1024)
    expect(await ask(signed(bomb, { 'content-encoding': 'gzip' }))).toEqual([413, ''])
  })

  it('answers 400 to a body that breaks off, and to one that was read before', async () => {
    const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('gone')) })
    expect(await ask(new Request(url, { method: 'POST', body: broken, duplex: 'half' } as RequestInit))).toEqual([
      400,
      '',
    ])
    const read = delivery(bell, completed('read'))
    await read.text()
    expect(await ask(read)).toEqual([400, ''])
  })

  it('tells the log and the host, not the caller, why it did not even read a request', async () => {
    const large = new Uint8Array(1024 * 1024 + 1)
    const read = delivery(bell, completed('read'))
    await read.text()
    for (const [request, status, why] of [
      [signed(new Uint8Array(2), { 'content-encoding': 'zstd' }), 415, 'Its content encoding is \\"zstd\\".'],
      [signed(large, {}), 413, 'Its body is larger than 1048576 bytes.'],
      [read, 400, 'Its body was read before: hand the request on as it came.'],
    ] as const) {
      expect(await ask(request)).toEqual([status, ''])
      expect(bell.logged.at(-1)).toContain(why)
      expect(JSON.stringify(bell.failures.at(-1)?.message)).toContain(why)
    }
  })

  it('keeps names of prototypes out of what it hands on', async () => {
    const body = Buffer.from('{"event":"completed","order":{"id":"p","__proto__":{"polluted":true}}}')
    expect(await ask(signed(new Uint8Array(body), {}))).toEqual([200, ''])
    const handed = bell.events.at(-1)?.data as Record<string, unknown>
    expect([handed.id, handed.constructor, Object.getPrototypeOf(handed)]).toEqual(['p', undefined, null])
  })

  it('answers 400 to what is nested too deep to be looked at', async () => {
    const deep = `{"event":"completed","order":{"id":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`
    expect(await ask(signed(new Uint8Array(Buffer.from(deep)), {}))).toEqual([400, ''])
  })
})

it('answers 503 once the kernel closes, and 503 where its store fails', async () => {
  let fail = false
  await using own = await openBell({
    store: (provider) => ({
      name: provider.name,
      async open() {
        const store = await provider.open()
        return Object.create(store, {
          transaction: {
            value: (label: string, work: never) => {
              if (fail && label === 'hand-off') return Promise.reject(new Error('disk full, planted-reason'))
              return store.transaction(label, work)
            },
          },
        })
      },
    }),
  })
  await own.listen()
  await expect.poll(() => own.service.lines()).toHaveLength(1)
  fail = true
  const refused = await own.kernel.handle(delivery(own, completed('1')))
  expect([refused.status, await refused.text()]).toEqual([503, ''])
  fail = false
  expect((await own.kernel.handle(delivery(own, completed('1')))).status).toBe(200)
  const late = delivery(own, completed('2'))
  await own.kernel[Symbol.asyncDispose]()
  expect((await own.kernel.handle(late)).status).toBe(503)
})
