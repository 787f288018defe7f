import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../../src/index.ts'
import { type Bell, openBell, secretOf } from './bell.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const standing: Clock = {
  now: () => now,
  sleep: (_ms, signal) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('closed')))),
}
const body = '{"id":"1"}'
const rest = `
      items: ''
      dedupe: { key: [/id] }`

interface Opened extends AsyncDisposable {
  readonly bell: Bell
  send(headers: Record<string, string>, text?: string): Promise<number>
}

async function open(verify: string, credentials: Record<string, string> = {}, more = ''): Promise<Opened> {
  const bell = await openBell({
    webhook: `\n      verify: ${verify}${more}${rest}`,
    credentials,
    options: { clock: standing },
  })
  const { url = '' } = await bell.listen()
  return {
    bell,
    send: async (headers, text = body) =>
      (await bell.kernel.handle(new Request(url, { method: 'POST', body: text, headers }))).status,
    [Symbol.asyncDispose]: () => bell[Symbol.asyncDispose](),
  }
}

describe.each(['sha1', 'sha256', 'sha384', 'sha512'])('hmac with %s', (algorithm) => {
  it.each(['hex', 'base64', 'base64url'] as const)('in %s', async (encoding) => {
    await using service = await open(
      `{ hmac: { algorithm: ${algorithm}, encoding: ${encoding}, header: X-Sign, secret: connection } }`,
      { webhookSecret: 'secret' },
    )
    const sign = (name: string) => createHmac(name, 'secret').update(body).digest(encoding)
    const others = ['sha1', 'sha256', 'sha384', 'sha512'].filter((name) => name !== algorithm)
    for (const other of others) expect(await service.send({ 'x-sign': sign(other) })).toBe(401)
    for (const wrong of ['', sign(algorithm).slice(0, -4), `${sign(algorithm)}00`, sign(algorithm).slice(2)])
      expect(await service.send({ 'x-sign': wrong })).toBe(401)
    expect(await service.send({ 'x-sign': sign(algorithm) })).toBe(200)
  })
})

describe('a timestamp', () => {
  const at: Record<string, (ms: number) => string> = {
    s: (ms) => String(Math.floor(ms / 1000)),
    ms: String,
    'date-time': (ms) => new Date(ms).toISOString(),
  }
  it.each(Object.keys(at))('in %s is of this time, and signed', async (unit) => {
    await using service = await open(
      `{ hmac: { algorithm: sha256, header: X-Sign, signed: '{timestamp}.{body}', timestamp: { header: X-Time, unit: ${unit}, within: 1m }, secret: connection } }`,
      { webhookSecret: 'secret' },
    )
    const send = (time: string, signed = time) =>
      service.send({
        'x-time': time,
        'x-sign': createHmac('sha256', 'secret').update(`${signed}.${body}`).digest('hex'),
      })
    const written = at[unit] ?? String
    expect(await send(written(now))).toBe(200)
    for (const off of [-60_000, 60_000]) expect([off, await send(written(now + off))]).toEqual([off, 200])
    for (const off of [-61_000, 61_000]) expect([off, await send(written(now + off))]).toEqual([off, 401])
    expect(await send(written(now), written(now - 1000))).toBe(401)
    for (const none of ['', 'now', '-1', '1e12', 'NaN', '9'.repeat(40)]) expect(await send(none)).toBe(401)
  })
})

describe('a secret', () => {
  it.each([
    ['base64', 'c2VjcmV0', Buffer.from('secret')],
    ['hex', '736563726574', Buffer.from('secret')],
  ])('is written in %s', async (encoding, written, key) => {
    await using service = await open(
      `{ hmac: { algorithm: sha256, header: X-Sign, secret: { from: connection, encoding: ${encoding} } } }`,
      { webhookSecret: written },
    )
    const sign = (by: string | Buffer) => ({ 'x-sign': createHmac('sha256', by).update(body).digest('hex') })
    for (const wrong of [written, '']) expect(await service.send(sign(wrong))).toBe(401)
    expect(await service.send(sign(key))).toBe(200)
  })

  it.each([
    ['base64', 'A'],
    ['base64', 'not base64'],
    ['hex', 'abc'],
    ['text', ''],
  ])('that is no %s, such as %j, is refused before anybody listens', async (encoding, written) => {
    const verify = `{ hmac: { algorithm: sha256, header: X-Sign, secret: { from: connection, encoding: ${encoding} } } }`
    await expect(open(verify, { webhookSecret: written })).rejects.toMatchObject({ code: 'connection-invalid' })
  })

  it('that was not entered is asked for, and one that goes missing leaves nothing to be verified by', async () => {
    const verify = '{ hmac: { algorithm: sha256, header: X-Sign, secret: connection } }'
    await expect(open(verify)).rejects.toMatchObject({
      code: 'connection-invalid',
      hint: expect.stringContaining('webhookSecret'),
    })
    await using service = await open(verify, { webhookSecret: 'secret' })
    const { kernel, connection } = service.bell
    await kernel.connections.reauthorise(connection, { credentials: { key: 'other' } })
    for (const by of ['secret', ''])
      expect(await service.send({ 'x-sign': createHmac('sha256', by).update(body).digest('hex') })).toBe(401)
  })

  it.each([
    ['basic', '{ basic: { username: us, secret: generated } }', (secret: string) => `Basic ${btoa(`us:${secret}`)}`],
    [
      'token',
      "{ token: { header: Authorization, prefix: 'Bearer ', secret: generated } }",
      (secret: string) => `Bearer ${secret}`,
    ],
  ])('made here is what the service sends back as %s', async (_kind, verify, written) => {
    const subscribe = `
      subscribe: { http: POST /hooks, body: { url: '{webhook.url}', secret: '{webhook.secret}' } }`
    await using service = await open(verify, {}, subscribe)
    await expect.poll(() => secretOf(service.bell)).not.toBe('')
    expect(await service.send({ authorization: written('') })).toBe(401)
    expect(await service.send({ authorization: written(secretOf(service.bell)) })).toBe(200)
  })

  it('in the answer to the subscription verifies, and nothing does before', async () => {
    const subscribe = `
      subscribe: { http: POST /hooks, body: { url: '{webhook.url}' } }`
    const verify = '{ hmac: { algorithm: sha256, header: X-Sign, secret: { from: answer, at: /secret } } }'
    const bell = await openBell({ webhook: `\n      verify: ${verify}${subscribe}${rest}` })
    await using _closing = bell
    const gate = Promise.withResolvers<void>()
    bell.service.answer = async () => {
      await gate.promise
      return { body: { secret: 'told-by-the-service' } }
    }
    const { url = '' } = await bell.listen()
    const send = async (by: string) => {
      const headers = { 'x-sign': createHmac('sha256', by).update(body).digest('hex') }
      return (await bell.kernel.handle(new Request(url, { method: 'POST', body, headers }))).status
    }
    await expect.poll(() => bell.service.lines()).toHaveLength(1)
    for (const by of ['told-by-the-service', '']) expect(await send(by)).toBe(401)
    gate.resolve()
    await expect.poll(() => send('told-by-the-service')).toBe(200)
  })
})

describe('a challenge', () => {
  it('in a header is answered', async () => {
    await using service = await open(
      '{ url: true }',
      {},
      `
      challenge: { method: POST, from: { header: X-Challenge }, answer: { as: json, at: /challenge } }`,
    )
    const { url = '' } = (await service.bell.kernel.listeners.list({ organisation: 'pune' }))[0] ?? {}
    const answer = await service.bell.kernel.handle(
      new Request(url, { method: 'POST', body, headers: { 'x-challenge': '"<' } }),
    )
    expect([answer.status, await answer.json()]).toEqual([200, { challenge: '"<' }])
    expect(service.bell.events).toEqual([])
  })

  it('never has anything signed that could be a delivery', async () => {
    await using service = await open(
      "{ hmac: { algorithm: sha256, header: X-Sign, signed: '{header.x-id}{body}', secret: connection } }",
      { webhookSecret: 'secret' },
      `
      challenge: { from: { query: crc }, answer: { as: text, hmac: { algorithm: sha256 } } }`,
    )
    const { url = '' } = (await service.bell.kernel.listeners.list({ organisation: 'pune' }))[0] ?? {}
    for (const wanted of [body, 'id=1', 'id=1&a=b', '', '1'.repeat(5000)]) {
      const answer = await service.bell.kernel.handle(new Request(`${url}?crc=${encodeURIComponent(wanted)}`))
      expect([wanted.slice(0, 9), answer.status, await answer.text()]).toEqual([wanted.slice(0, 9), 400, ''])
    }
    const form = 'application/x-www-form-urlencoded'
    for (const [id, text] of [
      ['1', 'id='],
      ['1', '7'],
      ['1', 'id=='],
    ] as const) {
      const signed = await service.bell.kernel.handle(new Request(`${url}?crc=${encodeURIComponent(id + text)}`))
      const headers = { 'x-id': id, 'x-sign': await signed.text(), 'content-type': form }
      expect([text, signed.status, await service.send(headers, text)]).toEqual([text, 200, 401])
    }
    expect(service.bell.events).toEqual([])
  })

  it('in a body is answered only once its items are verified', async () => {
    await using service = await open(
      '{ token: { item: /token, secret: connection } }',
      { webhookSecret: 'secret' },
      `
      challenge: { method: POST, from: { body: /challenge }, answer: { as: text } }`,
    )
    expect(await service.send({}, '{"challenge":"x"}')).toBe(401)
    expect(await service.send({}, '{"challenge":"x","token":"secret"}')).toBe(200)
    expect(service.bell.events).toEqual([])
  })
})
