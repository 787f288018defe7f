import { expect, test } from 'vitest'
import type { Connection, Operation, SecurityScheme } from '../../src/model/index.ts'
import { dict } from '../../src/model/index.ts'
import { connectorOf, operation, server } from './connector.ts'
import { json, serveAnswers } from './loopback.ts'
import { openRoom } from './room.ts'

const api = 'https://api.example.com'
const appId: SecurityScheme = { type: 'apiKey', in: 'header', name: 'X-App-Id' }
const appKey: SecurityScheme = { type: 'apiKey', in: 'cookie', name: 'app' }
const login: SecurityScheme = { type: 'http', scheme: 'basic' }
const own = (id: string, ...names: readonly (readonly string[])[]): Operation => ({
  ...operation,
  id,
  security: names.map((each) => dict(each.map((name) => [name, []] as const))),
})
const operations = [operation, own('byId', ['appId']), own('byLogin', ['login']), own('open', [])]
const connector = connectorOf({
  id: 'service',
  servers: [server(api)],
  schemes: { appKey, appId, login },
  security: [['appKey', 'appId'], ['login']],
  operations,
})
const credentials = { 'appId.key': 'id-1', 'appKey.key': 'key-1' }
const filled = { organisation: 'pune', connector: 'service' }

test('several schemes together: all their credentials, signed with all, granted for all', async () => {
  await using service = await serveAnswers((arrived, response) => json(response, arrived.headers))
  await using room = await openRoom(connector, { connectTo: { [api]: service.address } })
  const made = await room.connections.add({ ...filled, scheme: 'appKey+appId', credentials })
  expect(made).toMatchObject({
    scheme: 'appId+appKey',
    grants: [
      { credential: 'appId.key', origin: api, placement: 'header X-App-Id' },
      { credential: 'appKey.key', origin: api, placement: 'cookie app' },
    ],
  })
  const sent = async (wanted: Operation, connection: Connection): Promise<object> => {
    const link = { organisation: 'pune', connection: connection.id, connector, operation: wanted }
    const { signer, baseUrl } = await room.connections.link(link)
    const headers = dict([['cookie', 'theme=dark']])
    await room.transport.send({ method: 'GET', url: baseUrl, headers, timeout: 5000, ...(signer && { signer }) })
    return service.arrived.at(-1)?.headers ?? {}
  }
  expect(await sent(operation, made)).toMatchObject({ 'x-app-id': 'id-1', cookie: 'theme=dark; app=key-1' })
  const byId = await sent(own('byId', ['appId']), made)
  expect(byId).toMatchObject({ 'x-app-id': 'id-1', cookie: 'theme=dark' })
  expect(await sent(own('open', []), made)).not.toHaveProperty('x-app-id')
  await expect(sent(own('byLogin', ['login']), made)).rejects.toMatchObject({ code: 'connection-invalid' })
  const alone = await room.connections.add({ ...filled, scheme: 'login', credentials: { username: 'u' } })
  expect(await sent(own('byLogin', ['login']), alone)).toMatchObject({ authorization: 'Basic dTo=' })
  expect((await room.connections.reauthorise(alone.id, { scheme: 'appId+appKey', credentials })).scheme).toBe(
    'appId+appKey',
  )
})

test('what is missing of one of them is said by its name', async () => {
  await using room = await openRoom(connector)
  const adding = room.connections.add({
    ...filled,
    scheme: 'appId+appKey',
    credentials: { 'appId.key': 'a', key: 'b' },
  })
  await expect(adding).rejects.toMatchObject({
    problems: [
      { code: 'credential-unknown', pointer: '/credentials/key' },
      { code: 'credential-missing', pointer: '/credentials/appKey.key' },
    ],
  })
  await expect(room.connections.add({ ...filled, credentials })).rejects.toMatchObject({
    problems: [{ code: 'scheme-missing', hint: 'Choose scheme: "appId+appKey" or "login" or "appId".' }],
  })
})

test('an alternative that a revision leaves does not fit any more; a moved part is beyond the grants', async () => {
  await using room = await openRoom(connector)
  const { id } = await room.connections.add({ ...filled, scheme: 'appId+appKey', credentials })
  const moved = {
    ...connector,
    securitySchemes: dict([...Object.entries(connector.securitySchemes), ['appKey', { ...appKey, in: 'query' }]]),
  }
  expect(await room.connections.beyond('pune', connector)).toEqual([])
  expect(await room.connections.beyond('pune', moved as typeof connector)).toMatchObject([
    { connection: { id }, grants: [{ credential: 'appKey.key', placement: 'query app' }] },
  ])
  const without = { ...connector, securitySchemes: dict([['appId', appId]]) }
  const link = { organisation: 'pune', connection: id, connector: without, operation }
  await expect(room.connections.link(link)).rejects.toMatchObject({ code: 'connection-invalid' })
})

test('two schemes with tokens of their own are refused', async () => {
  const tokens: SecurityScheme = {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: `${api}/token`, variables: {}, scopes: {} } },
  }
  await using room = await openRoom(connectorOf({ schemes: { one: tokens, two: tokens }, security: [['one', 'two']] }))
  await expect(room.connections.add({ ...filled, connector: 'tracker' })).rejects.toMatchObject({
    problems: [{ code: 'scheme-unsupported' }],
  })
})
