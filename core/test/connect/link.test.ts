import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { connectorOf, hosted, keyInHeader, operation, server } from './connector.ts'
import { key, linked, sign } from './linked.ts'
import { json, serveAnswers } from './loopback.ts'
import { openRoom } from './room.ts'

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
