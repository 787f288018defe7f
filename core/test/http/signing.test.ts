import { expect, test } from 'vitest'
import { requestTimeout } from '../../src/errors/index.ts'
import type { SignableRequest, Signer } from '../../src/http/index.ts'
import { declared, get, json, startService, textOf, transportTo } from './loopback-service.ts'

const withKey = (key: string): Signer => ({
  sign: ({ url, headers }) => ({ url, headers: { ...headers, 'x-api-key': key } }),
})

test('signs a copy: the request stays as it was', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  await using transport = transportTo(service)
  const request = get('/orders', { headers: Object.freeze({ 'x-a': '1' }), signer: withKey('k1') })
  await transport.send(Object.freeze(request))
  expect(request.headers).toEqual({ 'x-a': '1' })
  expect(service.seen[0]?.headers).toMatchObject({ 'x-a': '1', 'x-api-key': 'k1' })
})

test('waits for a signer that needs time', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  await using transport = transportTo(service)
  const sign = async (request: SignableRequest) => withKey('late').sign(request)
  await transport.send(get('/orders', { signer: { sign } }))
  expect(service.seen[0]?.headers['x-api-key']).toBe('late')
})

test('after a 401 renews once and sends once more, body and all', async () => {
  await using service = await startService(({ headers }, response) =>
    json(response, {}, headers['x-api-key'] === 'k2' ? 200 : 401),
  )
  await using transport = transportTo(service)
  let key = 'k1'
  const refused: (SignableRequest | undefined)[] = []
  const signer: Signer = {
    sign: (request) => withKey(key).sign(request),
    async renew(_signal, copy) {
      refused.push(copy)
      key = 'k2'
      return true
    },
  }
  const answer = await transport.send(get('/orders', { method: 'POST', body: '{"a":1}', signer }))
  expect(answer.status).toBe(200)
  expect(service.seen.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}'])
  expect(refused).toMatchObject([{ headers: { 'x-api-key': 'k1' } }])
})

test.each([
  ['renewing does not help', async () => true, 2],
  ['there is nothing to renew', async () => false, 1],
])('a 401 stands where %s', async (_name, renew, requests) => {
  await using service = await startService((_seen, response) => json(response, {}, 401))
  await using transport = transportTo(service)
  const answer = await transport.send(get('/orders', { signer: { ...withKey('k'), renew } }))
  expect(answer.status).toBe(401)
  expect(service.seen).toHaveLength(requests)
})

test('refuses a signer that changes the origin', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  await using transport = transportTo(service)
  const sign = ({ headers }: SignableRequest) => ({ url: 'https://evil.example/?key=q-secret', headers })
  const sending = transport.send(get('/orders', { signer: { sign } }))
  await expect(sending).rejects.toMatchObject({ code: 'origin-refused', doubt: false })
  await expect(sending).rejects.not.toThrow(/q-secret/)
  expect(service.seen).toEqual([])
})

test('a foreign error of a signer does not show, one of ours does', async () => {
  await using service = await startService((_seen, response) => json(response, {}, 401))
  await using transport = transportTo(service)
  const fail = (error: Error): never => {
    throw error
  }
  const signing = transport.send(get('/orders', { signer: { sign: () => fail(new Error('q-secret')) } }))
  await expect(signing).rejects.toMatchObject({ code: 'connection-invalid' })
  await expect(signing).rejects.not.toHaveProperty('cause')
  const ours = requestTimeout('the token endpoint took too long')
  const renewing = transport.send(get('/orders', { signer: { ...withKey('k'), renew: async () => fail(ours) } }))
  await expect(renewing).rejects.toBe(ours)
})

test('redacts what it signed with, in every spelling, and nothing where nothing was signed', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  await using transport = transportTo(service)
  const sign = ({ url, headers }: SignableRequest) => ({
    url: `${url}?access=a%20b%2Fsecret`,
    headers: {
      ...headers,
      authorization: `Basic ${Buffer.from('user:pässword').toString('base64')}`,
      'x-key': 'Token k-123',
    },
  })
  const answer = await transport.send(get('/orders', { signer: { sign } }))
  const said = `a b/secret a%20b%2Fsecret pässword ${Buffer.from('user:pässword').toString('base64')} k-123 plain`
  expect(answer.redact(said)).toBe('*** *** *** *** *** plain')
  const unsigned = await transport.send(get('/orders'))
  expect(unsigned.redact(said)).toBe(said)
})

test('sends method, headers and body as given', async () => {
  await using service = await startService((_seen, response) => response.end('fine'))
  await using transport = transportTo(service)
  const body = new Uint8Array([0x7b, 0x7d])
  const answer = await transport.send({
    method: 'PATCH',
    url: `${declared}/a%20b?x=1#part`,
    headers: { 'x-b': 'ü' },
    body,
    timeout: 1_000,
  })
  expect(textOf(answer)).toBe('fine')
  expect(service.seen[0]).toMatchObject({ method: 'PATCH', url: '/a%20b?x=1', body: '{}' })
})
