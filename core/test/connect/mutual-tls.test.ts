import { inspect } from 'node:util'
import { expect, test, vi } from 'vitest'
import { type Dict, dict, type SecurityScheme } from '../../src/model/index.ts'
import { makeCertificate } from '../tls/certificates.ts'
import { authority, startSecureService, trustAuthority } from '../tls/secure-service.ts'
import { clientId, clientSecret, redirectUri, startAuthorisationServer } from './authorisation-server.ts'
import { consent, createBrowser } from './browser.ts'
import { call } from './calls.ts'
import { connectorOf, keyInHeader, operation, server } from './connector.ts'
import { json, serveAnswers } from './loopback.ts'
import { browserConnector } from './oauth-connector.ts'
import { openRoom } from './room.ts'

const api = 'https://api.example.com'
const certificateScheme: SecurityScheme = { type: 'mutualTLS' }
const connector = connectorOf({ schemes: { tls: certificateScheme }, servers: [server(api)] })
const filled = { organisation: 'pune', connector: 'tracker' }
const pune = makeCertificate({ name: 'pune', issuer: authority })
const { certificate, key } = pune

test('a connection presents its certificate, and nobody is told of its key', async () => {
  await using service = await startSecureService()
  trustAuthority()
  await using room = await openRoom(connector, { connectTo: { [api]: service.address } })
  const made = await room.connections.add({
    ...filled,
    credentials: { certificate, key: key.replaceAll('\n', '\r\n') },
  })
  expect(made.grants).toEqual([
    { credential: 'certificate', origin: api, placement: 'TLS client certificate' },
    { credential: 'key', origin: api, placement: 'TLS client certificate' },
  ])
  expect((await call(room, made.id)).status).toBe(200)
  expect(service.visits).toMatchObject([{ client: 'pune', path: '/orders' }])
  const link = await room.connections.link({ organisation: 'pune', connection: made.id, connector, operation })
  const shown = [inspect(link, { depth: 9 }), JSON.stringify(await room.connections.list({})), ...room.logged].join(
    '\n',
  )
  for (const secret of [certificate, key]) expect(shown).not.toContain(secret.split('\n')[1])
})

test('another connection has sockets of its own; with a connection, its sockets go', async () => {
  await using service = await startSecureService()
  trustAuthority()
  await using room = await openRoom(connector, { connectTo: { [api]: service.address } })
  const one = await room.connections.add({ ...filled, credentials: { certificate, key } })
  const other = await room.connections.add({ ...filled, credentials: { certificate, key } })
  for (const { id } of [one, other, one]) await call(room, id)
  expect(service.visits.map(({ socket }) => socket)).toEqual([1, 2, 1])
  const renewed = makeCertificate({ name: 'renewed', issuer: authority })
  await room.connections.reauthorise(other.id, { credentials: { certificate: renewed.certificate, key: renewed.key } })
  await call(room, other.id)
  expect(service.visits.at(-1)).toMatchObject({ client: 'renewed', socket: 3 })
  await room.connections.remove(one.id)
  await expect.poll(() => service.open).toBe(1)
})

test('a connection that is removed while a request reads it signs nothing, and opens no socket', async () => {
  await using service = await startSecureService()
  trustAuthority()
  await using room = await openRoom(connector, { connectTo: { [api]: service.address } })
  const { id } = await room.connections.add({ ...filled, credentials: { certificate, key } })
  const { signer } = await room.connections.link({ organisation: 'pune', connection: id, connector, operation })
  if (signer === null) expect.unreachable()
  await call(room, id)
  room.clock.forward(6_000)
  const { connections } = room.store.tables
  const stored = await connections.get(id)
  const { promise, resolve } = Promise.withResolvers<typeof stored>()
  const reading = vi.spyOn(connections, 'get').mockReturnValueOnce(promise)
  const sending = room.transport.send({ method: 'GET', url: api, headers: {}, signer, timeout: 10_000 })
  sending.catch(() => {})
  await expect.poll(() => reading.mock.calls.length).toBe(1)
  await room.connections.remove(id)
  resolve(stored)
  await expect(sending).rejects.toMatchObject({ code: 'connection-unknown' })
  expect(service.visits).toHaveLength(1)
  await expect.poll(() => service.open).toBe(0)
})

test('together with a token and a key: each in its place, the certificate not at the token endpoint', async () => {
  await using service = await startSecureService()
  trustAuthority()
  await using tokens = await serveAnswers((_arrived, response) =>
    json(response, { access_token: 'at-1', token_type: 'bearer', expires_in: 3600 }),
  )
  const id = 'https://id.example.com'
  const oauth: SecurityScheme = {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: `${id}/token`, variables: {}, scopes: {} } },
  }
  const schemes = { tls: certificateScheme, oauth, key: keyInHeader }
  const together = connectorOf({ schemes, security: [['tls', 'oauth', 'key']], servers: [server(api)] })
  await using room = await openRoom(together, { connectTo: { [api]: service.address, [id]: tokens.address } })
  const credentials = {
    'tls.certificate': certificate,
    'tls.key': key,
    'oauth.clientId': 'c',
    'oauth.clientSecret': 's',
    'key.key': 'k-1',
  }
  const made = await room.connections.add({ ...filled, credentials })
  await call(room, made.id)
  expect(service.visits).toMatchObject([
    { client: 'pune', headers: { authorization: 'Bearer at-1', 'x-api-key': 'k-1' } },
  ])
  expect(tokens.arrived).toHaveLength(1)
  expect(made.grants.filter(({ credential }) => credential.startsWith('tls.')).map(({ origin }) => origin)).toEqual([
    api,
    api,
  ])
  const wrong = room.connections.add({ ...filled, credentials: { ...credentials, 'tls.key': pune.certificate } })
  await expect(wrong).rejects.toMatchObject({ problems: [{ pointer: '/credentials/tls.key' }] })
})

test('a person allows it in the browser, with a certificate that is entered before', async () => {
  await using service = await startSecureService()
  trustAuthority()
  await using auth = await startAuthorisationServer({})
  const { securitySchemes, ...alone } = browserConnector()
  const both = {
    ...alone,
    securitySchemes: dict<SecurityScheme>([...Object.entries(securitySchemes), ['tls', certificateScheme]]),
    security: [
      dict([
        ['oauth', []],
        ['tls', []],
      ]),
    ],
  }
  const connectTo = { ...auth.connectTo, [api]: service.address }
  await using room = await openRoom(both, { connectTo })
  const client = { 'oauth.clientId': clientId, 'oauth.clientSecret': clientSecret }
  const begin = (credentials: Dict<string>) =>
    room.connections.authorise({ organisation: 'pune', connector: 'service', session: 's', credentials })
  await expect(begin({ ...client, 'tls.certificate': certificate, 'tls.key': 'none' })).rejects.toMatchObject({
    problems: [{ pointer: '/credentials/tls.key' }],
  })
  const { url } = await begin({ ...client, 'tls.certificate': certificate, 'tls.key': key })
  const back = await consent(createBrowser({ connectTo, stopAt: redirectUri }), url)
  const finished = await room.connections.finish({ url: back.url, session: 's' })
  if ('error' in finished) throw finished.error
  await call(room, finished.connection.id)
  expect(service.visits).toMatchObject([
    { client: 'pune', headers: { authorization: expect.stringMatching(/^Bearer ./) } },
  ])
})

test('a revision with another server gets neither the certificate nor a request', async () => {
  await using service = await startSecureService({ name: 'other.example.com', demands: false })
  trustAuthority()
  const other = 'https://other.example.com'
  await using room = await openRoom(connector, { connectTo: { [other]: service.address } })
  const { id } = await room.connections.add({ ...filled, credentials: { certificate, key } })
  const moved = { ...connector, servers: [server(other)] }
  expect(await room.connections.beyond('pune', moved)).toMatchObject([
    { grants: [{ origin: other }, { origin: other }] },
  ])
  room.connector = moved
  await expect(call(room, id)).rejects.toMatchObject({ code: 'origin-refused' })
  expect(service.visits).toEqual([])
})

test('plain http can not present one', async () => {
  const plain = 'http://api.example.com'
  const inClear = connectorOf({ schemes: { tls: certificateScheme }, servers: [server(plain)] })
  await using service = await serveAnswers((_arrived, response) => json(response, {}))
  await using room = await openRoom(inClear, { connectTo: { [plain]: service.address } })
  const { id } = await room.connections.add({ ...filled, credentials: { certificate, key } })
  await expect(call(room, id)).rejects.toMatchObject({ code: 'connection-invalid', message: /no https/ })
  expect(service.arrived).toEqual([])
})

const sealed = makeCertificate({ name: 'sealed', issuer: authority, passphrase: 'open sesame' })
const ended = makeCertificate({ name: 'ended', issuer: authority, notAfter: new Date(Date.now() - 1000) })

test.each<[string, Dict<string>, string, RegExp]>([
  ['no certificate', { certificate: 'abc', key }, 'certificate', /none in PEM/],
  ['a control character', { certificate, key: `${key}\u0000` }, 'key', /control characters/],
  ['no key', { certificate, key: certificate }, 'key', /none in PEM/],
  ['a key of another', { certificate, key: makeCertificate({ name: 'x' }).key }, 'key', /not that of the certificate/],
  ['a certificate that ended', { certificate: ended.certificate, key: ended.key }, 'certificate', /ended on/],
  [
    'a chain that is broken',
    { certificate: `${certificate}-----BEGIN CERTIFICATE-----\nAAAABBBB\n-----END CERTIFICATE-----\n`, key },
    'certificate',
    /TLS does not take the certificate: ERR_/,
  ],
  ['a sealed key', { certificate: sealed.certificate, key: sealed.key }, 'passphrase', /there is no passphrase/],
  [
    'a wrong passphrase',
    { certificate: sealed.certificate, key: sealed.key, passphrase: 'shut' },
    'passphrase',
    /does not open it/,
  ],
])('%s is refused when it is entered, unquoted', async (_what, credentials, name, message) => {
  await using room = await openRoom(connector)
  const failed: Error = await room.connections.add({ ...filled, credentials }).then(
    () => expect.unreachable(),
    (error: Error) => error,
  )
  expect(failed).toMatchObject({ code: 'connection-invalid', problems: [{ pointer: `/credentials/${name}` }] })
  expect((failed as unknown as { problems: readonly { message: string }[] }).problems[0]?.message).toMatch(message)
  for (const line of Object.values(credentials).flatMap((text) => text.split('\n').slice(1, -1)))
    expect(inspect(failed, { depth: 9 })).not.toContain(line)
})
