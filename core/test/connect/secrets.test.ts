import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { TransportRequest } from '../../src/http/index.ts'
import type { Connection, ConnectionId, Connector } from '../../src/model/index.ts'
import { connectorOf, keyInHeader, operation } from './connector.ts'
import { type Arrived, json, serveAnswers } from './loopback.ts'
import { api, issuer, oauthConnector } from './oauth-connector.ts'
import { keyOf, openRoom, type Room } from './room.ts'

const planted = {
  key: 'pl4nted-key/+1234567890',
  username: 'a-user',
  password: 'pl4nted-password:"1234567890',
  token: 'pl4nted-token~1234567890',
  clientId: 'a-client',
  clientSecret: 'pl4nted-client-secret&1234567890',
  refreshToken: 'pl4nted-refresh-token=1234567890',
  accessToken: 'pl4nted-access-token.1234567890',
}

/** As it is, and as any encoding that we send would show it. */
const shapes = Object.values(planted).flatMap((secret) =>
  /^pl4nted/.test(secret) ? [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)] : [],
)
const base64 = [0, 1, 2].map((shift) =>
  Buffer.from(`${' '.repeat(shift)}pl4nted`)
    .toString('base64')
    .slice(4, 8),
)

function expectClean(...shown: unknown[]): void {
  for (const each of shown) {
    const text = [
      inspect(each, { depth: null, showHidden: true, getters: true }),
      JSON.stringify(each) ?? '',
      stackOf(each),
    ].join('\n')
    expect(text).not.toContain('pl4nted')
    expect(text).not.toContain('1234567890')
    for (const shape of [...shapes, ...base64]) expect(text).not.toContain(shape)
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? `${error}\n${error.stack}\n${stackOf(error.cause)}` : ''
}

const connectors: Record<
  string,
  { readonly connector: Connector; readonly fields: readonly (keyof typeof planted)[] }
> = {
  'a key in a header': { connector: connectorOf({ id: 'service', schemes: { key: keyInHeader } }), fields: ['key'] },
  'a key in the query': {
    connector: connectorOf({ id: 'service', schemes: { key: { type: 'apiKey', in: 'query', name: 'key' } } }),
    fields: ['key'],
  },
  Basic: {
    connector: connectorOf({ id: 'service', schemes: { login: { type: 'http', scheme: 'basic' } } }),
    fields: ['username', 'password'],
  },
  Bearer: {
    connector: connectorOf({ id: 'service', schemes: { login: { type: 'http', scheme: 'bearer' } } }),
    fields: ['token'],
  },
  OAuth: { connector: oauthConnector('refreshToken'), fields: ['clientId', 'clientSecret', 'refreshToken'] },
}

const failures: Record<string, (arrived: Arrived, response: ServerResponse) => void> = {
  '401 that echoes': ({ headers, path, query }, response) => json(response, { headers, path, query: `${query}` }, 401),
  '500 that echoes in text': ({ headers }, response) => void response.writeHead(500).end(inspect(headers)),
  'a redirect to another origin': ({ query }, response) =>
    void response.writeHead(302, { location: `https://elsewhere.example/?${query}` }).end(),
  'a redirect in a circle': ({ query }, response) =>
    void response.writeHead(307, { location: `${api}/v1/orders?${query}` }).end(),
  'no answer in time': () => {},
  'a broken line': (_arrived, response) => void response.destroy(),
  'a garbled answer': (_arrived, response) =>
    void response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip'),
}

const cases = Object.keys(connectors).flatMap((scheme) =>
  Object.keys(failures).map((failure) => [scheme, failure] as const),
)

test.each(cases)('%s: %s shows no secret', async (scheme, failure) => {
  const { connector, fields } = connectors[scheme] as (typeof connectors)[string]
  await using auth = await serveAnswers((_arrived, response) =>
    json(response, { access_token: planted.accessToken, refresh_token: planted.refreshToken }),
  )
  await using service = await serveAnswers((arrived, response) => failures[failure]?.(arrived, response))
  await using room = await openRoom(connector, { connectTo: { [issuer]: auth.address, [api]: service.address } })
  const { id } = await add(room, fields)
  const { request, outcome } = await send(room, id, 300)
  expect(service.arrived.length).toBeGreaterThan(0)
  expect(JSON.stringify([service.arrived[0]?.headers, `${service.arrived[0]?.query}`])).toMatch(/pl4nted|Basic /)
  expectClean(request, room.transport, room.connections, room.logged)
  if (outcome instanceof Error) expectClean(outcome)
})

const echoes: Record<string, (form: string, authorization: string) => object> = {
  'as it is': (form) => ({ error: 'invalid_request', error_description: `You sent ${form}` }),
  decoded: (form) => ({ error: 'invalid_request', error_description: `You sent ${decodeURIComponent(form)}` }),
  'in part': () => ({
    error: 'invalid_client',
    error_description: `Secret ${planted.clientSecret.slice(0, 16)}… is wrong`,
  }),
  'in the code': () => ({ error: planted.refreshToken }),
  'in base64': (_form, authorization) => ({
    error: 'invalid_client',
    error_description: `${authorization} ${Buffer.from(`a-client:${planted.clientSecret}`).toString('base64')}`,
  }),
  'when the grant is gone': () => ({
    error: 'invalid_grant',
    error_description: `${planted.refreshToken} was revoked`,
  }),
  'in an object': () => ({ error: { message: planted.refreshToken, type: planted.clientSecret } }),
}

test.each(Object.entries(echoes))('a token endpoint that echoes a secret %s', async (_name, echo) => {
  for (const status of [200, 400, 401, 500]) {
    await using auth = await serveAnswers(({ form, headers }, response) =>
      json(response, echo(form.toString(), headers.authorization ?? ''), status),
    )
    await using room = await openRoom(oauthConnector('refreshToken'), { connectTo: { [issuer]: auth.address } })
    const { id } = await add(room, ['clientId', 'clientSecret', 'refreshToken'])
    const { outcome } = await send(room, id, 5_000)
    expect(outcome).toMatchObject({ code: expect.stringMatching(/^(token-refused|connection-needs-reauthorisation)$/) })
    expectClean(outcome, room.logged)
  }
})

test.each(['no answer in time', 'a broken line', 'a garbled answer', 'a redirect to another origin'])(
  'a token endpoint with %s',
  async (failure) => {
    await using auth = await serveAnswers((arrived, response) => failures[failure]?.(arrived, response))
    await using room = await openRoom(oauthConnector('refreshToken'), { connectTo: { [issuer]: auth.address } })
    const { id } = await add(room, ['clientId', 'clientSecret', 'refreshToken'])
    const { outcome } = await send(room, id, 300)
    expect(outcome).toBeInstanceOf(Error)
    expect(outcome).toMatchObject({ doubt: false })
    expectClean(outcome, room.logged)
  },
)

test('a token answer that cannot be used shows no token', async () => {
  await using auth = await serveAnswers((_arrived, response) =>
    json(response, { access_token: planted.accessToken, token_type: 'mac', refresh_token: planted.refreshToken }),
  )
  await using room = await openRoom(oauthConnector('refreshToken'), { connectTo: { [issuer]: auth.address } })
  const { id } = await add(room, ['clientId', 'clientSecret', 'refreshToken'])
  const { outcome } = await send(room, id, 5_000)
  expect(outcome).toMatchObject({ code: 'token-refused' })
  expectClean(outcome)
})

test('an access token that a header cannot carry is not quoted', async () => {
  await using auth = await serveAnswers((_arrived, response) =>
    json(response, { access_token: `${planted.accessToken}\r\nX: y` }),
  )
  await using room = await openRoom(oauthConnector('refreshToken'), { connectTo: { [issuer]: auth.address } })
  const { id } = await add(room, ['clientId', 'clientSecret', 'refreshToken'])
  const { outcome } = await send(room, id, 5_000)
  expect(outcome).toMatchObject({ code: 'connection-invalid' })
  expectClean(outcome)
})

test('the files of the store hold nothing in clear', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield-secrets-'))
  const file = join(folder, 'state.db')
  await using auth = await serveAnswers((_arrived, response) =>
    json(response, { access_token: planted.accessToken, refresh_token: planted.refreshToken }),
  )
  await using service = await serveAnswers((_arrived, response) => json(response, {}))
  const connectTo = { [issuer]: auth.address, [api]: service.address }
  await using room = await openRoom(oauthConnector('refreshToken'), { connectTo, file })
  const { id } = await add(room, ['clientId', 'clientSecret', 'refreshToken'])
  await send(room, id, 5_000)
  expect(service.arrived[0]?.headers.authorization).toBe(`Bearer ${planted.accessToken}`)
  const files = await readdir(folder)
  expect(files).toContain('state.db')
  let bytes = 0
  for (const name of files) {
    const content = await readFile(join(folder, name))
    bytes += content.length
    for (const shape of ['pl4nted', ...shapes, ...base64]) expect(content.includes(shape)).toBe(false)
  }
  expect(bytes).toBeGreaterThan(1000)
  await rm(folder, { recursive: true })
})

test('another key opens nothing, and the error shows nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield-secrets-'))
  const file = join(folder, 'state.db')
  const connector = connectorOf({ id: 'service', schemes: { key: keyInHeader } })
  const added = await addAlone(connector, file)
  await using room = await openRoom(connector, { file, keyProvider: keyOf() })
  const { outcome } = await send(room, added.id, 5_000)
  expect(outcome).toMatchObject({ code: 'key-wrong', hint: expect.stringContaining('reauthorise') })
  expectClean(outcome, added)
  await room.connections.reauthorise(added.id, { credentials: { key: 'k' } })
  await rm(folder, { recursive: true })
})

function add(room: Room, fields: readonly (keyof typeof planted)[]): Promise<Connection> {
  const credentials = Object.fromEntries(fields.map((field) => [field, planted[field]]))
  return room.connections.add({ organisation: 'pune', connector: 'service', credentials })
}

async function addAlone(connector: Connector, file: string): Promise<Connection> {
  await using room = await openRoom(connector, { file })
  return await add(room, ['key'])
}

/** The request as the kernel's code sees it, and what became of it: an error, or an answer. */
async function send(
  room: Room,
  connection: ConnectionId,
  timeout: number,
): Promise<{ request?: TransportRequest; outcome: unknown }> {
  try {
    const link = await room.connections.link({ organisation: 'pune', connection, connector: room.connector, operation })
    if (link.signer === null) throw new TypeError('no signer')
    const request = { method: 'GET', url: `${link.baseUrl}/orders`, headers: {}, signer: link.signer, timeout }
    const outcome = await room.transport.send(request).catch((error: unknown) => error)
    return { request, outcome }
  } catch (outcome) {
    return { outcome }
  }
}
