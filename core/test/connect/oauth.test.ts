import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import type { Connection, Template } from '../../src/model/index.ts'
import { call, statusesOf } from './calls.ts'
import { type Arrived, json, type Loopback, serveAnswers } from './loopback.ts'
import { api, issuer, oauthConnector } from './oauth-connector.ts'
import { openRoom, type Room } from './room.ts'

const credentials = { clientId: 'the-client', clientSecret: 's3cret', refreshToken: 'refresh-1' }
const zoho: { value: Template } = {
  value: { kind: 'text', parts: ['Zoho-oauthtoken ', { root: 'credentials', path: ['accessToken'] }] },
}

type Services = AsyncDisposable & {
  readonly connectTo: Record<string, string>
  readonly asked: Arrived[]
  readonly called: Arrived[]
}

/** A token endpoint that answers as it is told, and a service that takes everything. */
async function services(token: (arrived: Arrived, response: ServerResponse) => void): Promise<Services> {
  const auth = await serveAnswers(token)
  const service = await serveAnswers((_arrived, response) => json(response, {}))
  return {
    connectTo: { [issuer]: auth.address, [api]: service.address },
    asked: auth.arrived,
    called: service.arrived,
    async [Symbol.asyncDispose]() {
      for (const each of [auth, service] as Loopback[]) await each[Symbol.asyncDispose]()
    },
  }
}

function add({ connections, connector }: Room, more: Partial<typeof credentials> = {}): Promise<Connection> {
  const [scheme] = Object.values(connector.securitySchemes)
  const refreshes = scheme?.type === 'oauth2' && scheme.flows.refreshToken !== undefined
  const { refreshToken, ...client } = credentials
  const entered = { ...client, ...(refreshes ? { refreshToken } : {}), ...more }
  return connections.add({ organisation: 'pune', connector: 'service', credentials: entered })
}

const text =
  (body: string, type: string, status = 200) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': type }).end(body)

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

test.each<[string, (response: ServerResponse) => void, RegExp]>([
  [
    'an error with status 200',
    (response) => json(response, { error: 'invalid_scope', error_description: 'No such scope.' }),
    /gave no token: invalid_scope \(No such scope\.\)\./,
  ],
  [
    'an error object',
    (response) => json(response, { error: { code: 42, type: 'OAuthException', message: 'Bad.' } }, 400),
    /OAuthException \(Bad\.\)/,
  ],
  ['a form-encoded error', text('error=slow_down', 'application/x-www-form-urlencoded'), /slow_down/],
  ['a page', text('<h1>Down</h1>', 'text/html', 503), /status 503/],
  ['a success that is none', text('{}', 'application/json'), /status 200/],
  ['nothing', text('', 'application/json', 204), /status 204/],
  [
    'a redirect elsewhere',
    (response) => response.writeHead(302, { location: 'https://evil.example/' }).end(),
    /status 302/,
  ],
  [
    'control characters',
    (response) => json(response, { error: 'x', error_description: 'a\u001b[31m\nb\u2028' }, 400),
    /x \(a \[31m b \)/,
  ],
])('a refusal by %s is token-refused, and passes', async (_name, answer, message) => {
  let refuse = true
  await using both = await services((_arrived, response) =>
    refuse ? answer(response) : json(response, { access_token: 'at-1' }),
  )
  await using room = await openRoom(oauthConnector('clientCredentials'), both)
  const { id } = await add(room)
  await expect(call(room, id)).rejects.toMatchObject({
    code: 'token-refused',
    message: expect.stringMatching(message),
    doubt: false,
  })
  expect(both.called).toEqual([])
  refuse = false
  expect((await call(room, id)).status).toBe(200)
})

test.each(['invalid_grant', 'invalid_code', 'bad_refresh_token'])(
  'a lone "%s" ends the refresh token, under any status',
  async (error) => {
    for (const status of [200, 400]) {
      await using both = await services((_arrived, response) => json(response, { error }, status))
      await using room = await openRoom(oauthConnector('refreshToken', zoho), both)
      const { id } = await add(room)
      await expect(call(room, id)).rejects.toMatchObject({
        code: 'connection-needs-reauthorisation',
        message: expect.stringContaining(`gave no token: ${error}`),
        hint: expect.stringContaining('reauthorise'),
      })
      expect((await room.connections.get(id)).status).toBe('needs-reauthorisation')
      await expect(call(room, id)).rejects.toMatchObject({ code: 'connection-needs-reauthorisation' })
      expect(both.asked).toHaveLength(1)
    }
  },
)

test('a token endpoint that asks for patience is quoted', async () => {
  await using both = await services(
    (_arrived, response) =>
      void response
        .writeHead(429, { 'retry-after': '7', 'content-type': 'application/json' })
        .end('{"error":"slow_down"}'),
  )
  await using room = await openRoom(oauthConnector('clientCredentials'), both)
  await expect(call(room, (await add(room)).id)).rejects.toMatchObject({ status: 429, retryAfter: 7_000 })
})

test('a lost token answer leaves the call itself without doubt', async () => {
  await using both = await services((_arrived, response) => response.destroy())
  await using room = await openRoom(oauthConnector('clientCredentials'), both)
  await expect(call(room, (await add(room)).id)).rejects.toMatchObject({
    code: 'connection-lost',
    doubt: false,
    cause: { doubt: true },
  })
  expect(both.called).toEqual([])
})

test('entering the credentials again while a renewal is under way: the late answer is dropped', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  await using both = await services(async ({ form }, response) => {
    const token = form.get('refresh_token')
    if (token === 'refresh-1') await held
    json(response, { access_token: `for-${token}`, refresh_token: `${token}-rotated`, expires_in: 3600 })
  })
  await using room = await openRoom(oauthConnector('refreshToken'), both)
  const { id } = await add(room)
  const early = call(room, id)
  while (both.asked.length === 0) await room.clock.sleep(5)
  await room.connections.reauthorise(id, { credentials: { ...credentials, refreshToken: 'refresh-9' } })
  release()
  await early
  await call(room, id)
  expect(both.called.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer for-refresh-9',
    'Bearer for-refresh-9',
  ])
})

test('marking a connection while a renewal is under way: the rotated token is stored, and the connection waits', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  await using both = await services(async (_arrived, response) => {
    await held
    json(response, { access_token: 'at-1', refresh_token: 'refresh-2' })
  })
  await using room = await openRoom(oauthConnector('refreshToken'), both)
  const { id } = await add(room)
  const before = (await room.store.tables.connections.get(id))?.sealed
  const early = call(room, id)
  while (both.asked.length === 0) await room.clock.sleep(5)
  await room.store.transaction('approve', (tables) => room.connections.markNeedsReauthorisation([id], tables))
  release()
  await expect(early).rejects.toMatchObject({ code: 'connection-needs-reauthorisation' })
  expect((await room.store.tables.connections.get(id))?.sealed).not.toBe(before)
  expect(both.called).toEqual([])
})

test('closing waits until tokens that are on their way are stored', async () => {
  await using both = await services(async (_arrived, response) => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    json(response, { access_token: 'at-1', refresh_token: 'refresh-2' })
  })
  await using room = await openRoom(oauthConnector('refreshToken'), both)
  const { id } = await add(room)
  const before = (await room.store.tables.connections.get(id))?.sealed
  const calling = call(room, id)
  while (both.asked.length === 0) await room.clock.sleep(5)
  await room.connections.close()
  expect((await room.store.tables.connections.get(id))?.sealed).not.toBe(before)
  await calling
})

test('a caller that gives up does not take the renewal with it', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  let first = true
  await using both = await services(async (_arrived, response) => {
    if (!first) await held
    first = false
    json(response, { access_token: `at-${both.asked.length}`, expires_in: 3600 })
  })
  await using room = await openRoom(oauthConnector('refreshToken'), both)
  const { id } = await add(room)
  const { signer } = await room.connections.link({
    organisation: 'pune',
    connection: id,
    connector: room.connector,
    operation: Object.values(room.connector.operations)[0] as never,
  })
  const signed = await signer?.sign({ url: api, headers: {} })
  const patience = new AbortController()
  const impatient = signer?.renew?.(patience.signal, signed)
  const patient = signer?.renew?.(undefined, signed)
  while (both.asked.length < 2) await room.clock.sleep(5)
  patience.abort()
  await expect(impatient).rejects.toMatchObject({ code: 'request-aborted' })
  release()
  expect(await patient).toBe(true)
  expect(await signer?.renew?.(undefined, signed)).toBe(true)
  expect(both.asked).toHaveLength(2)
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
