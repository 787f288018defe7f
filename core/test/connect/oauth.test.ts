import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { call, statusesOf } from './calls.ts'
import { json, serveAnswers } from './loopback.ts'
import { oauthConnector } from './oauth-connector.ts'
import { add, credentials, services, text, zoho } from './oauth-services.ts'
import { openRoom } from './room.ts'

test.each<[string, (response: ServerResponse) => void]>([
  [
    'as the standard has it',
    (response) => json(response, { access_token: 'at-1', token_type: 'Bearer', expires_in: 3600 }),
  ],
  ['without token_type', (response) => json(response, { access_token: 'at-1' })],
  [
    'form-encoded',
    text('access_token=at-1&token_type=bearer&expires_in=3600&scope=', 'application/x-www-form-urlencoded'),
  ],
  [
    'form-encoded, said to be text',
    text('access_token=at-1&scope=a%2Cb&token_type=bearer', 'text/plain; charset=utf-8'),
  ],
  ['JSON, said to be HTML', text('{"access_token":"at-1"}', 'text/html')],
  ['with status 201', (response) => json(response, { access_token: 'at-1', token_type: 'bearer' }, 201)],
  ['with a lifetime in text', (response) => json(response, { access_token: 'at-1', expires_in: '3600' })],
  [
    'with odd extras',
    (response) =>
      json(response, { access_token: 'at-1', expires_in: null, refresh_token: null, scope: ['a'], id_token: 'x' }),
  ],
  ['with lifetime 0', (response) => json(response, { access_token: 'at-1', expires_in: 0, refresh_token: '' })],
])('takes a token response %s', async (_name, answer) => {
  await using both = await services((_arrived, response) => answer(response))
  await using room = await openRoom(oauthConnector('refreshToken'), both)
  const { id } = await add(room)
  expect(await statusesOf([call(room, id), call(room, id)])).toEqual([200, 200])
  expect(both.called.map(({ headers }) => headers.authorization)).toEqual(['Bearer at-1', 'Bearer at-1'])
  expect(both.asked.map(({ form }) => Object.fromEntries(form))).toEqual([
    { grant_type: 'refresh_token', refresh_token: 'refresh-1', client_id: 'the-client', client_secret: 's3cret' },
  ])
})

test('client credentials ask for every scope of the flow', async () => {
  await using both = await services((_arrived, response) => json(response, { access_token: 'at-1' }))
  await using room = await openRoom(oauthConnector('clientCredentials'), both)
  await call(room, (await add(room)).id)
  expect(both.asked[0]?.form.get('grant_type')).toBe('client_credentials')
  expect(both.asked[0]?.form.get('scope')).toBe('orders.read')
})

test('with a value the token type does not matter; without, another than bearer is refused', async () => {
  await using both = await services((_arrived, response) =>
    json(response, { access_token: 'at-1', token_type: 'Zoho' }),
  )
  await using room = await openRoom(oauthConnector('refreshToken', zoho), both)
  const { id } = await add(room)
  await call(room, id)
  expect(both.called[0]?.headers.authorization).toBe('Zoho-oauthtoken at-1')
  room.connector = oauthConnector('refreshToken')
  room.clock.forward(10_000_000)
  const other = await add(room)
  await expect(call(room, other.id)).rejects.toMatchObject({
    code: 'token-refused',
    hint: expect.stringContaining('{accessToken}'),
  })
})

test('a rotated refresh token replaces the one before, and is kept through answers without one', async () => {
  const answers = [{ refresh_token: 'refresh-2' }, {}, { refresh_token: 'refresh-3' }, {}]
  await using both = await services((_arrived, response) =>
    json(response, { access_token: 'at', expires_in: 3600, ...answers.shift() }),
  )
  await using room = await openRoom(oauthConnector('refreshToken'), both)
  const { id } = await add(room)
  for (let round = 0; round < 4; round++) {
    await call(room, id)
    room.clock.forward(3_600_000)
  }
  const sent = both.asked.map(({ form }) => form.get('refresh_token'))
  expect(sent).toEqual(['refresh-1', 'refresh-2', 'refresh-2', 'refresh-3'])
})

test('a secret in the form first, then Basic, form-encoded as RFC 6749 asks; what worked goes first from then on', async () => {
  await using both = await services(({ headers }, response) =>
    headers.authorization === undefined
      ? json(response, { error: 'invalid_client' }, 401)
      : json(response, { access_token: 'at-1', expires_in: 3600 }),
  )
  await using room = await openRoom(oauthConnector('refreshToken'), both)
  const { id } = await add(room, { clientId: 'a client', clientSecret: 'p+w:%é' })
  await call(room, id)
  room.clock.forward(3_600_000)
  await call(room, id)
  const basic = `Basic ${Buffer.from('a+client:p%2Bw%3A%25%C3%A9').toString('base64')}`
  expect(both.asked.map(({ headers, form }) => [headers.authorization, form.get('client_secret')])).toEqual([
    [undefined, 'p+w:%é'],
    [basic, null],
    [basic, null],
  ])
})

test('a client without a secret sends its id alone', async () => {
  await using both = await services((_arrived, response) => json(response, { error: 'invalid_client' }, 401))
  await using room = await openRoom(oauthConnector('refreshToken'), both)
  const { clientId, refreshToken } = credentials
  const { id } = await room.connections.add({
    organisation: 'pune',
    connector: 'service',
    credentials: { clientId, refreshToken },
  })
  await expect(call(room, id)).rejects.toMatchObject({ code: 'token-refused' })
  expect(
    both.asked.map(({ headers, form }) => [headers.authorization, form.get('client_id'), form.get('client_secret')]),
  ).toEqual([[undefined, 'the-client', null]])
})

test('the token endpoint of another origin gets nothing', async () => {
  await using evil = await serveAnswers((_arrived, response) => json(response, { access_token: 'at-1' }))
  await using both = await services((_arrived, response) => json(response, { access_token: 'at-1' }))
  const connectTo = { ...both.connectTo, 'https://evil.example': evil.address }
  await using room = await openRoom(oauthConnector('refreshToken'), { connectTo })
  const { id } = await add(room)
  const flow = { tokenUrl: 'https://evil.example/token', variables: {}, scopes: {} }
  const { connector } = room
  room.connector = { ...connector, securitySchemes: { oauth: { type: 'oauth2', flows: { refreshToken: flow } } } }
  await expect(call(room, id)).rejects.toMatchObject({ code: 'origin-refused' })
  expect([...evil.arrived, ...both.asked]).toEqual([])
})
