import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readDigestChallenge } from '../../src/connect/schemes/digest-challenge.ts'
import { answerTo } from '../../src/connect/schemes/http-digest.ts'
import type { ConnectionId, SecurityScheme } from '../../src/model/index.ts'
import { call } from './calls.ts'
import { connectorOf, operation, server } from './connector.ts'
import { type Arrived, json, serveAnswers } from './loopback.ts'
import { api } from './oauth-connector.ts'
import { openRoom } from './room.ts'

const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v'
const rfc = `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="${nonce}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS", Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, nonce="${nonce}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`
const mufasa = {
  request: { method: 'GET', url: 'http://www.example.org/dir/index.html' },
  username: 'Mufasa',
  password: 'Circle of Life',
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
}

test('answers as RFC 7616 section 3.9.1 does, the stronger of two challenges', () => {
  const challenge = readDigestChallenge(rfc)
  expect(challenge).toMatchObject({ algorithm: 'SHA-256', realm: 'http-auth@example.org', nonce, qop: 'auth' })
  if (challenge === undefined) throw new Error('no challenge')
  const answer = answerTo({ ...challenge, count: 1 }, mufasa)
  expect(answer).toContain('response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"')
  for (const part of ['username="Mufasa"', 'uri="/dir/index.html"', 'nc=00000001', 'qop=auth', 'algorithm=SHA-256'])
    expect(answer).toContain(part)
  const weaker = answerTo({ ...challenge, algorithm: 'MD5', count: 1 }, mufasa)
  expect(weaker).toContain('response="8ca523f5e9506fed4657c9700eebdbec"')
})

test('answers as RFC 2617 section 3.5 does', () => {
  const challenge = readDigestChallenge(
    'Digest realm="testrealm@host.com",qop="auth,auth-int",nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093",opaque="5ccc069c403ebaf9f0171e9517f40e41"',
  )
  if (challenge === undefined) throw new Error('no challenge')
  const answer = answerTo({ ...challenge, count: 1 }, { ...mufasa, password: 'Circle Of Life', cnonce: '0a4f113b' })
  expect(answer).toContain('response="6629fae49393a05397450978507c4ef1"')
})

test.each<[string, object | undefined]>([
  ['Basic realm="x", Digest realm="y", nonce="n", qop=auth', { realm: 'y', algorithm: 'MD5' }],
  ['Negotiate, Digest realm="a \\"b\\", c=d", nonce="n"', { realm: 'a "b", c=d', qop: null }],
  ['digest nonce="n",  realm=""  , stale=TRUE', { realm: '', stale: true }],
  ['Digest realm="y", nonce="n", qop="auth-int"', undefined],
  ['Digest realm="y", nonce="n", algorithm=SHA-512-256', undefined],
  ['Digest realm="y"', undefined],
  ['Basic realm="x"', undefined],
  ['', undefined],
  ['Digest realm="never closed', undefined],
  [`Digest ${'a="'.repeat(20_000)}`, undefined],
])('reads %j', (header, expected) => {
  const read = readDigestChallenge(header)
  if (expected === undefined) expect(read).toBeUndefined()
  else expect(read).toMatchObject(expected)
})

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
const password = 'planted pass"word'

/** Checks as RFC 7616 section 3.4.1 says, each count of a nonce once; a nonce is good for `uses` requests. */
async function guarded(uses = Number.POSITIVE_INFINITY) {
  let nonces = 0
  let used = 0
  const counts = new Set<string>()
  const statuses: number[] = []
  const right = ({ headers, method, path, query }: Arrived): 'right' | 'stale' | 'wrong' => {
    const said = Object.fromEntries(
      [...(headers.authorization ?? '').matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^,\s]+))/g)].map(
        ([, name, quoted, token]) => [name, quoted?.replaceAll(/\\(.)/g, '$1') ?? token],
      ),
    )
    const asked = query.size === 0 ? path : `${path}?${query}`
    const first = hash(`asha:desk:${password}`)
    const second = hash(`${method}:${asked}`)
    const expected = hash(`${first}:${said.nonce}:${said.nc}:${said.cnonce}:auth:${second}`)
    if (said.response !== expected || said.uri !== asked || counts.has(`${said.nonce} ${said.nc}`)) return 'wrong'
    if (said.nonce !== `nonce-${nonces}` || used >= uses) return 'stale'
    counts.add(`${said.nonce} ${said.nc}`)
    used++
    return 'right'
  }
  const service = await serveAnswers((arrived, response) => {
    const verdict = right(arrived)
    statuses.push(verdict === 'right' ? 200 : 401)
    if (verdict === 'right') return json(response, {})
    used = 0
    const stale = verdict === 'stale' ? ', stale=true' : ''
    const asked = `Digest realm="desk", qop="auth", algorithm=SHA-256, nonce="nonce-${++nonces}"${stale}`
    response.writeHead(401, { 'www-authenticate': ['Basic realm="desk"', asked] }).end()
  })
  return Object.assign(service, { statuses })
}

const digest: SecurityScheme = { type: 'http', scheme: 'digest' }
const add = (room: Awaited<ReturnType<typeof openRoom>>, credentials: Record<string, string>, scheme?: string) =>
  room.connections.add({ organisation: 'pune', connector: 'service', credentials, ...(scheme && { scheme }) })

async function open(service: { address: string }, schemes: Record<string, SecurityScheme> = { digest }) {
  const security = [Object.keys(schemes)]
  const connector = connectorOf({ id: 'service', servers: [server(api)], schemes, security })
  return openRoom(connector, { connectTo: { [api]: service.address } })
}

/** As a bound call sends its requests: by one signer. */
async function caller(room: Awaited<ReturnType<typeof openRoom>>, connection: ConnectionId) {
  const link = { organisation: 'pune', connection, connector: room.connector, operation }
  const { signer, baseUrl } = await room.connections.link(link)
  if (signer === null) throw new Error('no signer')
  return () => room.transport.send({ method: 'GET', url: `${baseUrl}/orders`, headers: {}, signer, timeout: 10_000 })
}

test('is asked once, and answers the same challenge from then on, also when it ends', async () => {
  await using service = await guarded(3)
  await using room = await open(service)
  const { id, grants } = await add(room, { username: 'asha', password })
  expect(grants.map(({ credential, origin }) => [credential, origin])).toEqual([
    ['password', api],
    ['username', api],
  ])
  const send = await caller(room, id)
  for (let count = 0; count < 5; count++) expect((await send()).status).toBe(200)
  expect(service.statuses).toEqual([401, 200, 200, 200, 401, 200, 200])
  expect(service.arrived[0]?.headers.authorization).toBeUndefined()
  expect(JSON.stringify(service.arrived)).not.toContain('planted')
})

test('a wrong password is tried once', async () => {
  await using service = await guarded()
  await using room = await open(service)
  const { id } = await add(room, { username: 'asha', password: 'wrong' })
  expect((await call(room, id)).status).toBe(401)
  expect(service.statuses).toEqual([401, 401])
})

test('calls at the same time have counts of their own', async () => {
  await using service = await guarded()
  await using room = await open(service)
  const { id } = await add(room, { username: 'asha', password })
  const send = await caller(room, id)
  await send()
  const answers = await Promise.all(Array.from({ length: 20 }, send))
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
})

test('together with a key in the query, the query that is sent is what is signed', async () => {
  await using service = await guarded()
  await using room = await open(service, { digest, tenant: { type: 'apiKey', in: 'query', name: 'tenant' } })
  const credentials = { 'digest.username': 'asha', 'digest.password': password, 'tenant.key': 'pune' }
  const { id } = await add(room, credentials, 'digest+tenant')
  expect((await call(room, id)).status).toBe(200)
  expect(service.arrived.at(-1)?.query.get('tenant')).toBe('pune')
})
