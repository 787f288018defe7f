import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import type { OAuth2Scheme } from '../../src/model/index.ts'
import { call } from './calls.ts'
import { connectorOf, server } from './connector.ts'
import { type Arrived, json, serveAnswers } from './loopback.ts'
import { api, issuer } from './oauth-connector.ts'
import { openRoom } from './room.ts'

const password = { tokenUrl: `${issuer}/token`, variables: {}, scopes: { read: 'Read' } }
const implicit = { authorizationUrl: `${issuer}/authorize`, variables: {}, scopes: {} }
const refreshToken = { tokenUrl: `${issuer}/token`, variables: {}, scopes: {} }

const connectorWith = (flows: OAuth2Scheme['flows']) =>
  connectorOf({ id: 'service', servers: [server(api)], schemes: { oauth: { type: 'oauth2', flows } } })

async function open(flows: OAuth2Scheme['flows'], token: (arrived: Arrived, response: ServerResponse) => void) {
  const auth = await serveAnswers(token)
  const refused = new Set<string>()
  const service = await serveAnswers(({ headers }, response) =>
    json(response, {}, refused.has(headers.authorization ?? '') ? 401 : 200),
  )
  const room = await openRoom(connectorWith(flows), { connectTo: { [issuer]: auth.address, [api]: service.address } })
  return {
    room,
    refused,
    asked: auth.arrived,
    called: service.arrived,
    add: (credentials: Record<string, string>) =>
      room.connections.add({ organisation: 'pune', connector: 'service', credentials }),
    async [Symbol.asyncDispose]() {
      for (const each of [room, auth, service]) await each[Symbol.asyncDispose]()
    },
  }
}

const login = { username: 'asha', password: 'planted p&w' }

test('the password grant asks with the password, and renews with what came of it', async () => {
  let count = 0
  await using it = await open({ password }, (_arrived, response) =>
    json(response, { access_token: `at-${++count}`, refresh_token: `rt-${count}`, expires_in: 3600 }),
  )
  const { id, grants } = await it.add(login)
  expect(grants.map(({ credential, origin }) => `${credential} ${origin}`)).toContain(`password ${issuer}`)
  await call(it.room, id)
  it.room.clock.forward(3_600_000)
  await call(it.room, id)
  expect(it.asked.map(({ form }) => Object.fromEntries(form))).toEqual([
    { grant_type: 'password', username: 'asha', password: 'planted p&w', scope: 'read' },
    { grant_type: 'refresh_token', refresh_token: 'rt-1' },
  ])
  expect(it.called.map(({ headers }) => headers.authorization)).toEqual(['Bearer at-1', 'Bearer at-2'])
})

test('the password grant names its client where there is one', async () => {
  await using it = await open({ password }, (_arrived, response) => json(response, { access_token: 'at' }))
  const { id } = await it.add({ ...login, clientId: 'c', clientSecret: 's' })
  await call(it.room, id)
  expect(Object.fromEntries(it.asked[0]?.form ?? [])).toMatchObject({ client_id: 'c', client_secret: 's' })
})

test('a refresh token that is dead gives way to the password, which is not asked for again by it', async () => {
  await using it = await open({ password }, ({ form }, response) =>
    form.get('grant_type') === 'password'
      ? json(response, { access_token: 'at', ...(it.asked.length === 1 && { refresh_token: 'rt' }), expires_in: 60 })
      : json(response, { error: 'invalid_grant' }, 400),
  )
  const { id } = await it.add(login)
  for (let round = 0; round < 3; round++) {
    await call(it.room, id)
    it.room.clock.forward(3_600_000)
  }
  expect(it.asked.map(({ form }) => form.get('grant_type'))).toEqual([
    'password',
    'refresh_token',
    'password',
    'password',
  ])
})

test('a wrong password has to be entered again, and is shown nowhere', async () => {
  await using it = await open({ password }, (_arrived, response) =>
    json(response, { error: 'invalid_grant', error_description: 'planted p&w is wrong' }, 400),
  )
  const { id } = await it.add(login)
  const error: Error = await call(it.room, id).then(
    () => new Error('it went'),
    (reason) => reason,
  )
  expect(error).toMatchObject({ code: 'connection-needs-reauthorisation' })
  expect(JSON.stringify([error, error.message, String(error.cause)])).not.toContain('planted')
  expect((await it.room.connections.get(id)).status).toBe('needs-reauthorisation')
})

test('an access token that is entered is sent as it is, and once refused has to be entered again', async () => {
  await using it = await open({ implicit }, (_arrived, response) => json(response, {}, 500))
  const { id, grants } = await it.add({ accessToken: 'at-entered' })
  expect(grants.map(({ credential, origin, placement }) => [credential, origin, placement])).toEqual([
    ['accessToken', api, 'header Authorization'],
  ])
  for (let count = 0; count < 2; count++) await call(it.room, id)
  it.refused.add('Bearer at-entered')
  await expect(call(it.room, id)).rejects.toMatchObject({ code: 'connection-needs-reauthorisation' })
  expect((await it.room.connections.get(id)).status).toBe('needs-reauthorisation')
  await expect(call(it.room, id)).rejects.toMatchObject({ code: 'connection-needs-reauthorisation' })
  expect(it.called).toHaveLength(3)
  expect(it.asked).toEqual([])

  await it.room.connections.reauthorise(id, { credentials: { accessToken: 'at-new' } })
  await call(it.room, id)
  expect(it.called.at(-1)?.headers.authorization).toBe('Bearer at-new')
})

test.each<[string, OAuth2Scheme['flows'], Record<string, string>, string[]]>([
  ['password', { password }, { username: 'asha' }, ['/credentials/password']],
  ['implicit', { implicit }, {}, ['/credentials/accessToken']],
  ['implicit', { implicit }, { accessToken: '' }, ['/credentials/accessToken']],
  ['implicit', { implicit }, { accessToken: 'a', clientId: 'b' }, ['/credentials/clientId']],
])('%s asks for what it needs', async (_name, flows, credentials, pointers) => {
  await using it = await open(flows, (_arrived, response) => json(response, {}))
  await expect(it.add(credentials)).rejects.toMatchObject({ problems: pointers.map((pointer) => ({ pointer })) })
})

test('of several flows, what is entered decides', async () => {
  const flows = { refreshToken, password, implicit }
  await using it = await open(flows, ({ form }, response) => json(response, { access_token: form.get('grant_type') }))
  const sent = async (credentials: Record<string, string>) => {
    await call(it.room, (await it.add(credentials)).id)
    return it.called.at(-1)?.headers.authorization
  }
  expect(await sent({ clientId: 'c', refreshToken: 'r' })).toBe('Bearer refresh_token')
  expect(await sent(login)).toBe('Bearer password')
  expect(await sent({ accessToken: 'mine' })).toBe('Bearer mine')
})
