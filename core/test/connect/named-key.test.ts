import { expect, test } from 'vitest'
import type { ApiKeyScheme } from '../../src/model/index.ts'
import { call } from './calls.ts'
import { connectorOf, server } from './connector.ts'
import { json, serveAnswers } from './loopback.ts'
import { openRoom } from './room.ts'

const api = 'https://api.example.com'
const named: ApiKeyScheme = {
  type: 'apiKey',
  in: 'header',
  name: 'X-Key',
  credential: { name: 'api_key', title: 'API key' },
}
const app: ApiKeyScheme = { ...named, in: 'query', name: 'app', credential: { name: 'app_id' } }
const connector = connectorOf({ schemes: { named }, servers: [server(api)] })
const both = connectorOf({ schemes: { named, app }, security: [['named', 'app']], servers: [server(api)] })
const filled = { organisation: 'pune', connector: 'tracker' }

test.each(['api_key', 'key'])(
  'a key is taken by the name that people know, and by the one that it is kept by: %s',
  async (name) => {
    await using service = await serveAnswers((_arrived, response) => json(response, {}))
    await using room = await openRoom(connector, { connectTo: { [api]: service.address } })
    const made = await room.connections.add({ ...filled, credentials: { [name]: 'k-1' } })
    expect(made.grants).toEqual([{ credential: 'key', origin: api, placement: 'header X-Key' }])
    await call(room, made.id)
    await room.connections.reauthorise(made.id, { credentials: { [name]: 'k-2' } })
    await call(room, made.id)
    expect(service.arrived.map(({ headers }) => headers['x-key'])).toEqual(['k-1', 'k-2'])
  },
)

test('together with another, each by its own name', async () => {
  await using service = await serveAnswers((_arrived, response) => json(response, {}))
  await using room = await openRoom(both, { connectTo: { [api]: service.address } })
  const { id } = await room.connections.add({ ...filled, credentials: { 'named.api_key': 'k-1', 'app.key': 'a-1' } })
  await call(room, id)
  expect(service.arrived).toMatchObject([{ headers: { 'x-key': 'k-1' } }])
  expect(service.arrived[0]?.query.get('app')).toBe('a-1')
})

test('what is missing, and what there is not, is said by the names that people know', async () => {
  await using room = await openRoom(connector)
  await expect(room.connections.add({ ...filled, credentials: {} })).rejects.toMatchObject({
    problems: [{ code: 'credential-missing', pointer: '/credentials/api_key' }],
  })
  const twice = { api_key: 'k-1', key: 'k-2' }
  await expect(room.connections.add({ ...filled, credentials: twice })).rejects.toMatchObject({
    problems: [{ code: 'credential-unknown', pointer: '/credentials/key' }],
  })
})

test('a connection from before its key had a name goes on', async () => {
  await using service = await serveAnswers((_arrived, response) => json(response, {}))
  const { credential: _, ...unnamed } = named
  const before = connectorOf({ schemes: { named: unnamed }, servers: [server(api)] })
  await using room = await openRoom(before, { connectTo: { [api]: service.address } })
  const { id } = await room.connections.add({ ...filled, credentials: { key: 'k-1' } })
  expect(await room.connections.beyond('pune', connector)).toEqual([])
  room.connector = connector
  expect((await call(room, id)).status).toBe(200)
})
