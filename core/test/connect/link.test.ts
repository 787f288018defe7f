import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { Link } from '../../src/connect/index.ts'
import { connectorOf, hosted, keyInHeader, operation, server } from './connector.ts'
import { json, serveAnswers } from './loopback.ts'
import { openRoom, type Room } from './room.ts'

const key = 'planted-secret'

async function linked(room: Room, more: Partial<Parameters<Room['connections']['link']>[0]> = {}): Promise<Link> {
  const [existing] = await room.connections.list()
  const filled = {
    organisation: 'pune',
    connector: room.connector.id,
    settings: { host: 'a.example.com' },
    credentials: { key },
  }
  const connection = (existing ?? (await room.connections.add(filled))).id
  return room.connections.link({ organisation: 'pune', connection, connector: room.connector, operation, ...more })
}

function sign({ signer }: Link, url: string): unknown {
  return signer?.sign({ url, headers: {} })
}

test('says where requests go and signs them there, on a copy', async () => {
  await using service = await serveAnswers((_arrived, response) => json(response, {}))
  await using room = await openRoom(connectorOf(hosted), { connectTo: { 'https://a.example.com': service.address } })
  const { baseUrl, signer, settings, derived, connection } = await linked(room)
  expect({ baseUrl, settings: { ...settings }, derived: { ...derived } }).toEqual({
    baseUrl: 'https://a.example.com/api',
    settings: { host: 'a.example.com' },
    derived: {},
  })
  expect(connection?.status).toBe('ready')
  if (signer === null) throw new Error('no signer')
  await room.transport.send({ method: 'GET', url: `${baseUrl}/orders`, headers: {}, signer, timeout: 5_000 })
  expect(service.arrived.map(({ path, headers }) => [path, headers['x-api-key']])).toEqual([['/api/orders', key]])
})

test.each([
  'https://b.example.com/api',
  'http://a.example.com/api',
  'https://a.example.com:8443/api',
  'https://a.example.com.evil.com/',
  'https://a.example.com@evil.com/',
  'https://a.example.com\\@evil.com',
  'https://evil.com\\a.example.com',
  'https://a.example.comevil.com',
  'https://evil.com/?https://a.example.com',
  'https://evil.com#https://a.example.com/',
  'https://xn--a.example.com/',
])('the signer itself refuses %s', async (url) => {
  await using room = await openRoom(connectorOf(hosted))
  const link = await linked(room)
  const ends = new URL(url).origin === 'https://a.example.com'
  const signing = async () => sign(link, url)
  if (ends) expect(await signing()).toBeDefined()
  else
    await expect(signing()).rejects.toMatchObject({
      code: 'origin-refused',
      hint: expect.stringContaining('reauthorise'),
    })
})

test.each([
  'https://a.example.com',
  'https://A.example.com/x',
  'https://a.example.com:443/x?y#z',
  'https://a.exam\tple.com/',
])('and signs %j, which is the same origin', async (url) => {
  await using room = await openRoom(connectorOf(hosted))
  expect(await sign(await linked(room), url)).toMatchObject({ headers: { 'x-api-key': key } })
})

test('a redirect to another origin gets no credential', async () => {
  await using evil = await serveAnswers((_arrived, response) => json(response, {}))
  await using service = await serveAnswers((_arrived, response) => {
    response.writeHead(307, { location: 'https://b.example.com/steal' }).end()
  })
  const connectTo = { 'https://a.example.com': service.address, 'https://b.example.com': evil.address }
  await using room = await openRoom(connectorOf(hosted), { connectTo })
  const { signer, baseUrl } = await linked(room)
  if (signer === null) throw new Error('no signer')
  const sending = room.transport.send({ method: 'GET', url: baseUrl, headers: {}, signer, timeout: 5_000 })
  await expect(sending).rejects.toMatchObject({ code: 'redirect-refused' })
  expect(evil.arrived).toEqual([])
})

test.each([
  [
    'origin',
    connectorOf({ ...hosted, servers: [server('https://{host}.example.com', hosted.servers?.[0]?.variables)] }),
  ],
  ['placement', connectorOf({ ...hosted, schemes: { key: { type: 'apiKey', in: 'query', name: 'key' } } })],
  ['header', connectorOf({ ...hosted, schemes: { key: { ...keyInHeader, name: 'X-Other' } as never } })],
])('a revision with another %s is refused when it is linked', async (_name, connector) => {
  await using room = await openRoom(connectorOf(hosted))
  await linked(room)
  await expect(linked(room, { connector })).rejects.toMatchObject({ code: 'origin-refused' })
})

test("another organisation's connection is unknown, another connector's does not fit", async () => {
  await using room = await openRoom(connectorOf(hosted))
  await linked(room)
  await expect(linked(room, { organisation: 'delhi' })).rejects.toMatchObject({ code: 'connection-unknown' })
  await expect(linked(room, { connector: connectorOf({ ...hosted, id: 'other' }) })).rejects.toMatchObject({
    code: 'connection-invalid',
  })
})

test('a connection that waits for its secrets signs nothing, old signers included', async () => {
  await using room = await openRoom(connectorOf(hosted))
  const before = await linked(room)
  const [connection] = await room.connections.list()
  if (connection === undefined) throw new Error('no connection')
  await room.store.transaction('approve', (tables) =>
    room.connections.markNeedsReauthorisation([connection.id], tables),
  )
  const waits = { code: 'connection-needs-reauthorisation', hint: expect.stringContaining('reauthorise') }
  await expect(linked(room)).rejects.toMatchObject(waits)
  await expect((async () => sign(before, 'https://a.example.com/'))()).rejects.toMatchObject(waits)
})

test('what another process removes or replaces is noticed within seconds', async () => {
  await using room = await openRoom(connectorOf(hosted))
  const link = await linked(room)
  const [connection] = await room.connections.list()
  if (connection === undefined) throw new Error('no connection')
  expect(sign(link, 'https://a.example.com/')).toMatchObject({ headers: { 'x-api-key': key } })
  await room.store.tables.connections.remove(connection.id)
  room.clock.forward(5_000)
  await expect(sign(link, 'https://a.example.com/')).rejects.toMatchObject({ code: 'connection-unknown' })
})

test('no connection: required where the operation or its server needs one', async () => {
  await using room = await openRoom(connectorOf(hosted))
  await expect(linked(room, { connection: null })).rejects.toMatchObject({ code: 'connection-required' })
  const open = connectorOf()
  expect(await linked(room, { connection: null, connector: open })).toMatchObject({
    connection: null,
    signer: null,
    baseUrl: 'https://api.example.com/v1',
  })
  const filled = connectorOf({ servers: hosted.servers ?? [] })
  await expect(linked(room, { connection: null, connector: filled })).rejects.toMatchObject({
    code: 'connection-required',
  })
  expect((await linked(room, { connection: null, connector: connectorOf({ servers: [] }) })).baseUrl).toBe('')
})

test('no connection: defaults say where requests go, of the settings or of the variable', async () => {
  await using room = await openRoom(connectorOf())
  const link = (variable: object, settings: object = {}) =>
    room.connections.link({
      organisation: 'pune',
      connection: null,
      operation,
      connector: connectorOf({
        servers: [server('https://{host}/api', { host: { from: 'settings.host', pattern: '.*', ...variable } })],
        settings: { type: 'object', properties: { host: { type: 'string', ...settings } } },
      }),
    })
  expect(await link({ default: 'a.example.com' })).toMatchObject({ baseUrl: 'https://a.example.com/api', settings: {} })
  expect(await link({}, { default: 'b.example.com' })).toMatchObject({
    baseUrl: 'https://b.example.com/api',
    settings: { host: 'b.example.com' },
  })
  await expect(link({})).rejects.toMatchObject({ code: 'connection-required' })
})

test('an operation with servers of its own goes to those, signed', async () => {
  await using service = await serveAnswers((_arrived, response) => json(response, {}))
  const apart = { ...operation, servers: [server('https://files.{host}/v2/', hosted.servers?.[0]?.variables)] }
  const connector = connectorOf({ ...hosted, operations: [operation, apart] })
  await using room = await openRoom(connector, { connectTo: { 'https://files.a.example.com': service.address } })
  const { baseUrl, signer } = await linked(room, { operation: apart })
  expect(baseUrl).toBe('https://files.a.example.com/v2')
  if (signer === null) throw new Error('no signer')
  await room.transport.send({ method: 'GET', url: `${baseUrl}/x`, headers: {}, signer, timeout: 5_000 })
  expect(service.arrived.map(({ path, headers }) => [path, headers['x-api-key']])).toEqual([['/v2/x', key]])
  expect((await linked(room)).baseUrl).toBe('https://a.example.com/api')
})

const instance = {
  ...hosted,
  servers: [server('{instance}/rest', { instance: { from: 'settings.instance', url: true } })],
  settings: { type: 'object', required: ['instance'], properties: { instance: { type: 'string' }, note: {} } },
} as const

test('a setting that is a URL is granted its origin, and asks for the secrets again when it changes', async () => {
  await using room = await openRoom(connectorOf(instance))
  const added = await room.connections.add({
    organisation: 'pune',
    connector: 'tracker',
    settings: { instance: 'https://jira.example.com:8443/base/' },
    credentials: { key },
  })
  expect(added.grants.map(({ origin }) => origin)).toEqual(['https://jira.example.com:8443'])
  const link = await linked(room)
  expect(link.baseUrl).toBe('https://jira.example.com:8443/base/rest')
  const change = (settings: object) => room.connections.reauthorise(added.id, { settings: settings as never })
  await expect(change({ instance: 'https://evil.com' })).rejects.toMatchObject({ code: 'connection-invalid' })
  await change({ instance: 'https://jira.example.com:8443/base/', note: 'x' })
  await expect(change({ instance: 'no url' })).rejects.toMatchObject({
    code: 'connection-invalid',
    problems: [{ code: 'setting-invalid', pointer: '/settings/instance' }],
  })
  await expect(
    (async () => link.signer?.sign({ url: 'https://jira.example.com/x', headers: {} }))(),
  ).rejects.toMatchObject({ code: 'origin-refused' })
})

test('a setting that is a URL in the clear, or of this machine, is refused by the transport', async () => {
  await using service = await serveAnswers((_arrived, response) => json(response, {}))
  await using room = await openRoom(connectorOf(instance))
  await room.connections.add({
    organisation: 'pune',
    connector: 'tracker',
    settings: { instance: service.address },
    credentials: { key },
  })
  const { baseUrl, signer } = await linked(room)
  if (signer === null) throw new Error('no signer')
  const sending = room.transport.send({ method: 'GET', url: `${baseUrl}/x`, headers: {}, signer, timeout: 5_000 })
  await expect(sending).rejects.toMatchObject({ code: 'origin-refused' })
  expect(service.arrived).toEqual([])
})

test('an operation without authentication is not signed', async () => {
  await using room = await openRoom(connectorOf(hosted))
  expect((await linked(room, { operation: { ...operation, security: [] } })).signer).toBeNull()
})

test('a scheme that a revision took away says so', async () => {
  await using room = await openRoom(connectorOf(hosted))
  await linked(room)
  const renamed = connectorOf({ ...hosted, schemes: { token: keyInHeader } })
  await expect(linked(room, { connector: renamed })).rejects.toMatchObject({ code: 'connection-invalid' })
})

test("an extension's scheme cannot take a request elsewhere", async () => {
  const hmac = {
    type: 'hmac',
    fields: () => [{ name: 'key', title: 'Key', required: true }],
    placements: () => [{ credential: 'key', placement: 'header X-Signature', to: 'servers' as const }],
    sign: (request: { headers: object }) => ({ ...request, url: 'https://evil.com/', headers: {} }),
  }
  const connector = connectorOf({ ...hosted, schemes: { key: { type: 'hmac' } as never } })
  await using room = await openRoom(connector, { schemes: [hmac as never] })
  const link = await linked(room)
  await expect((async () => sign(link, 'https://a.example.com/'))()).rejects.toMatchObject({ code: 'origin-refused' })
})

test('nothing that can be looked at shows a credential', async () => {
  await using room = await openRoom(connectorOf(hosted))
  const link = await linked(room)
  for (const shown of [link, link.signer, room.connections, Object.getOwnPropertyDescriptors(link.signer ?? {})])
    expect(inspect(shown, { depth: null, showHidden: true, getters: true }) + JSON.stringify(shown)).not.toContain(key)
})
