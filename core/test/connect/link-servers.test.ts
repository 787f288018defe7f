import { expect, test } from 'vitest'
import { connectorOf, hosted, operation, server } from './connector.ts'
import { key, linked } from './linked.ts'
import { json, serveAnswers } from './loopback.ts'
import { openRoom } from './room.ts'

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
