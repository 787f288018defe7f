import { expect, test } from 'vitest'
import { dict, type OAuth2Scheme, type SecurityScheme } from '../../src/model/index.ts'
import { clientId, clientSecret, redirectUri } from './authorisation-server.ts'
import { connectionOf, scene, session } from './authorise-scene.ts'
import { consent } from './browser.ts'
import { call } from './calls.ts'
import { server } from './connector.ts'
import { api, browserConnector, issuer } from './oauth-connector.ts'

test('consent makes a connection that calls, and that renews with rotation', async () => {
  await using on = await scene()
  const begun = await on.begin()
  const back = await consent(on.browser, begun.url)
  const finished = await on.finish(back.url)
  const connection = connectionOf(finished)
  expect(connection).toMatchObject({ organisation: 'pune', connector: 'service', scheme: 'oauth', status: 'ready' })
  expect(finished.attempt?.id).toBe(begun.attempt)
  expect(connection.grants).toContainEqual({
    credential: 'accessToken',
    origin: api,
    placement: 'header Authorization',
  })
  expect(connection.grants).toContainEqual({ credential: 'refreshToken', origin: issuer, placement: 'token request' })
  expect((await call(on.room, connection.id)).status).toBe(200)
  expect(on.auth.requests).toBe(1)
  for (let round = 2; round <= 4; round++) {
    on.room.clock.forward(3_600_000)
    expect((await call(on.room, connection.id)).status).toBe(200)
    expect(on.auth.requests).toBe(round)
  }
})

test('sends what RFC 6749 and RFC 7636 ask for, and nothing of the session', async () => {
  await using on = await scene()
  const { url, expiresAt } = await on.begin()
  const asked = new URL(url).searchParams
  expect(url.startsWith(`${issuer}/auth?`)).toBe(true)
  expect(Object.fromEntries(asked)).toEqual({
    prompt: 'consent',
    scope: 'openid offline_access',
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  })
  expect(url).not.toContain(encodeURIComponent(session))
  expect(Date.parse(expiresAt) - on.room.clock.now()).toBeGreaterThan(590_000)
  const records = JSON.stringify(await on.room.store.tables.records.list('connect/attempt'))
  for (const secret of [session, clientSecret, asked.get('state') ?? '']) expect(records).not.toContain(secret)
})

test('scopes: those asked for, with the separator of the service; unknown ones are refused', async () => {
  await using on = await scene(browserConnector({ scopeSeparator: ',' }))
  expect(new URL((await on.begin()).url).searchParams.get('scope')).toBe('openid,offline_access')
  expect(new URL((await on.begin({ scopes: ['openid'] })).url).searchParams.get('scope')).toBe('openid')
  await expect(on.begin({ scopes: ['opneid'] })).rejects.toMatchObject({
    code: 'argument-invalid',
    hint: 'Did you mean "openid"?',
  })
})

test('what the token answer says fills the server, with grants for it', async () => {
  const alone = browserConnector()
  const [granted] = Object.keys((alone.securitySchemes.oauth as OAuth2Scheme).flows.authorizationCode?.scopes ?? {})
  const derived = dict([['first', { from: 'token', at: '/scope', pattern: '^([a-z]+) offline_access$' } as const]])
  const servers = [server('https://{first}.example.com', { first: { from: 'derived.first', pattern: '^[a-z]+$' } })]
  const filled = `https://${granted}.example.com`
  await using on = await scene({ ...alone, derived, servers }, { service: filled })
  const made = connectionOf(await on.finish((await consent(on.browser, (await on.begin()).url)).url))
  expect(made.derived).toEqual({ first: granted })
  expect(made.grants.filter(({ credential }) => credential === 'accessToken').map(({ origin }) => origin)).toEqual([
    filled,
  ])
  expect((await call(on.room, made.id)).status).toBe(200)
  expect(on.auth.statuses).toEqual([200])
  on.room.clock.forward(3_600_000)
  expect((await call(on.room, made.id)).status).toBe(200)
})

test('without a refresh token, the end of the access token is the end', async () => {
  await using on = await scene(browserConnector({ scopes: { openid: 'Know who you are' } }))
  const connection = connectionOf(await on.finish((await consent(on.browser, (await on.begin()).url)).url))
  expect((await call(on.room, connection.id)).status).toBe(200)
  on.room.clock.forward(3_600_000)
  const waits = { code: 'connection-needs-reauthorisation', message: expect.stringContaining('access token has ended') }
  await expect(call(on.room, connection.id)).rejects.toMatchObject(waits)
  expect((await on.room.connections.get(connection.id)).status).toBe('needs-reauthorisation')
})

test('an existing connection is authorised again, and keeps its id', async () => {
  await using on = await scene()
  const { id } = connectionOf(await on.finish((await consent(on.browser, (await on.begin()).url)).url))
  await on.room.store.transaction('test', (tables) => on.room.connections.markNeedsReauthorisation([id], tables))
  const begun = await on.begin({ connection: id })
  const again = connectionOf(await on.finish((await consent(on.browser, begun.url)).url))
  expect(again).toMatchObject({ id, status: 'ready' })
  expect((await call(on.room, id)).status).toBe(200)
  expect(await on.room.connections.list()).toHaveLength(1)
  await expect(on.begin({ connection: id, organisation: 'oslo' })).rejects.toMatchObject({ code: 'connection-unknown' })
})

test('a connection that was removed meanwhile is asked no tokens for', async () => {
  await using on = await scene()
  const { id } = connectionOf(await on.finish((await consent(on.browser, (await on.begin()).url)).url))
  const back = await consent(on.browser, (await on.begin({ connection: id })).url)
  await on.room.connections.remove(id)
  expect(await on.finish(back.url)).toMatchObject({
    error: { code: 'connection-unknown' },
    attempt: { connection: id },
  })
  expect(on.auth.requests).toBe(1)
  expect(await on.room.connections.list()).toEqual([])
})

test('a connector that changed where its credentials go meanwhile is asked anew', async () => {
  await using on = await scene()
  const back = await consent(on.browser, (await on.begin()).url)
  on.room.connector = { ...on.room.connector, servers: [{ url: 'https://elsewhere.example.com', variables: {} }] }
  expect(await on.finish(back.url)).toMatchObject({
    error: { code: 'authorisation-refused', message: expect.stringContaining('changed') },
  })
  expect(on.auth.requests).toBe(0)
})

test.each(['client_secret_basic', 'client_secret_post'] as const)(
  'authenticates by %s alone where the manifest says so',
  async (way) => {
    await using on = await scene(browserConnector({}, { clientAuthentication: way }), { authentication: way })
    expect(connectionOf(await on.finish((await consent(on.browser, (await on.begin()).url)).url)).status).toBe('ready')
    expect(on.auth.requests).toBe(1)
  },
)

test('a client that never has a secret is not asked for one', async () => {
  await using on = await scene(browserConnector({}, { clientAuthentication: 'none' }))
  await expect(on.begin()).rejects.toMatchObject({
    problems: [{ code: 'credential-unknown', pointer: '/credentials/clientSecret' }],
  })
})

test('a scheme that goes through the browser, together with one that is entered', async () => {
  const alone = browserConnector()
  const key = { type: 'apiKey', in: 'header', name: 'X-Api-Key' } as const
  const schemes = dict<SecurityScheme>([...Object.entries(alone.securitySchemes), ['key', key]])
  await using on = await scene({
    ...alone,
    securitySchemes: schemes,
    security: [
      dict([
        ['oauth', []],
        ['key', []],
      ]),
    ],
  })
  const client = { 'oauth.clientId': clientId, 'oauth.clientSecret': clientSecret }
  await expect(on.begin({ credentials: client })).rejects.toMatchObject({
    problems: [{ code: 'credential-missing', pointer: '/credentials/key.key' }],
  })
  const begun = await on.begin({ credentials: { ...client, 'key.key': 'k-1' } })
  const made = connectionOf(await on.finish((await consent(on.browser, begun.url)).url))
  expect(made.scheme).toBe('key+oauth')
  expect(made.grants.map(({ credential }) => credential)).toEqual(
    expect.arrayContaining(['key.key', 'oauth.accessToken', 'oauth.refreshToken']),
  )
  for (let round = 1; round <= 3; round++) {
    expect((await call(on.room, made.id)).status).toBe(200)
    expect(on.auth.requests).toBe(round)
    on.room.clock.forward(3_600_000)
  }
})
