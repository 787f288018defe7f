import { expect, test } from 'vitest'
import type { Authorisation, AuthorisationInput, Finished } from '../../src/connect/index.ts'
import { type Connection, dict, type OAuth2Scheme, type SecurityScheme } from '../../src/model/index.ts'
import {
  type AuthorisationServer,
  clientId,
  clientSecret,
  redirectUri,
  startAuthorisationServer,
} from './authorisation-server.ts'
import { type Browser, consent, createBrowser, deny } from './browser.ts'
import { call } from './calls.ts'
import { server } from './connector.ts'
import { api, browserConnector, issuer } from './oauth-connector.ts'
import { openRoom, type Room } from './room.ts'

const session = 'session of a browser'

interface Scene extends AsyncDisposable {
  readonly auth: AuthorisationServer
  readonly room: Room
  readonly browser: Browser
  begin(more?: Partial<AuthorisationInput>): Promise<Authorisation>
  finish(url: URL, session?: string): Promise<Finished>
}

async function scene(
  connector = browserConnector(),
  options: Parameters<typeof startAuthorisationServer>[0] = {},
): Promise<Scene> {
  const auth = await startAuthorisationServer(options)
  const room = await openRoom(connector, auth)
  return {
    auth,
    room,
    browser: createBrowser({ connectTo: auth.connectTo, stopAt: redirectUri }),
    begin: (more = {}) =>
      room.connections.authorise({
        organisation: 'pune',
        connector: 'service',
        credentials: { clientId, clientSecret },
        session,
        ...more,
      }),
    finish: (url, own = session) => room.connections.finish({ url, session: own }),
    async [Symbol.asyncDispose]() {
      await room[Symbol.asyncDispose]()
      await auth[Symbol.asyncDispose]()
    },
  }
}

const connectionOf = (finished: Finished): Connection => {
  if ('error' in finished) throw finished.error
  return finished.connection
}

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

test('a denial makes nothing, and uses the attempt up', async () => {
  await using on = await scene()
  const back = await deny(on.browser, (await on.begin()).url)
  expect(await on.finish(back.url)).toMatchObject({ error: { code: 'authorisation-denied' } })
  expect(await on.finish(back.url)).toMatchObject({ error: { code: 'attempt-unknown' }, attempt: null })
  expect(await on.room.connections.list()).toEqual([])
  expect(on.auth.requests).toBe(0)
})

test('a callback that is replayed is refused, and what it made stays', async () => {
  await using on = await scene()
  const back = await consent(on.browser, (await on.begin()).url)
  const both = await Promise.all([on.finish(back.url), on.finish(back.url)])
  expect(both.filter((each) => 'connection' in each)).toHaveLength(1)
  expect(both.filter((each) => 'error' in each && each.error.code === 'attempt-unknown')).toHaveLength(1)
  expect(await on.finish(back.url)).toMatchObject({ error: { code: 'attempt-unknown' } })
  expect(on.auth.requests).toBe(1)
  const [made] = await on.room.connections.list()
  expect((await call(on.room, made?.id as Connection['id'])).status).toBe(200)
})

test('an attempt ends after ten minutes, and is swept away', async () => {
  await using on = await scene()
  const back = await consent(on.browser, (await on.begin()).url)
  await on.begin()
  on.room.clock.forward(600_000)
  expect(await on.finish(back.url)).toMatchObject({ error: { code: 'attempt-expired' } })
  expect(await on.room.store.tables.records.list('connect/attempt')).toHaveLength(1)
  await on.begin()
  expect(await on.room.store.tables.records.list('connect/attempt')).toHaveLength(1)
  expect(on.auth.requests).toBe(0)
})

test('another session, or none, is refused and leaves the attempt to the right one', async () => {
  await using on = await scene()
  const back = await consent(on.browser, (await on.begin()).url)
  const refused = { error: { code: 'session-wrong' }, attempt: null }
  expect(await on.finish(back.url, 'session of a thief')).toMatchObject(refused)
  expect(await on.room.connections.finish({ url: back.url })).toMatchObject(refused)
  expect(await on.finish(back.url, '')).toMatchObject(refused)
  expect(on.auth.requests).toBe(0)
  expect(connectionOf(await on.finish(back.url)).status).toBe('ready')
})

test("a code of another attempt does not fit this one's verifier", async () => {
  await using on = await scene()
  const first = (await consent(on.browser, (await on.begin()).url)).url
  const second = (await consent(on.browser, (await on.begin()).url)).url
  second.searchParams.set('code', first.searchParams.get('code') ?? '')
  const finished = await on.finish(second)
  expect(finished).toMatchObject({
    error: { code: 'token-refused', message: expect.stringContaining('invalid_grant') },
  })
  expect(await on.room.connections.list()).toEqual([])
})

test.each([
  ['another issuer', 'iss', 'https://evil.example.com'],
  ['no code', 'code', ''],
])('%s is refused before anything is sent', async (_what, name, value) => {
  await using on = await scene()
  const { url } = await consent(on.browser, (await on.begin()).url)
  url.searchParams.set(name, value)
  expect(await on.finish(url)).toMatchObject({ error: { code: 'authorisation-refused' } })
  expect(on.auth.requests).toBe(0)
})

test('two codes are refused before anything is sent', async () => {
  await using on = await scene()
  const { url } = await consent(on.browser, (await on.begin()).url)
  url.searchParams.append('code', 'planted-second')
  expect(await on.finish(url)).toMatchObject({ error: { code: 'authorisation-refused' } })
  expect(on.auth.requests).toBe(0)
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

test('a declared issuer has to be there, and to be that one', async () => {
  await using on = await scene(browserConnector({ issuer }))
  const { url } = await consent(on.browser, (await on.begin()).url)
  expect(url.searchParams.get('iss')).toBe(issuer)
  url.searchParams.delete('iss')
  expect(await on.finish(url)).toMatchObject({ error: { code: 'authorisation-refused' } })
  const again = await consent(on.browser, (await on.begin()).url)
  expect(connectionOf(await on.finish(again.url)).status).toBe('ready')
})

test.each(['', '?state=', '?state=a&state=b', '?code=c&state=unknown'])('knows nothing of %j', async (query) => {
  await using on = await scene()
  const url = new URL(`${redirectUri}${query}`)
  expect(await on.finish(url)).toMatchObject({ error: { code: 'attempt-unknown' }, attempt: null })
})

test('a wrong client secret is refused by name, without repeating it', async () => {
  await using on = await scene()
  const secret = 'planted-other-secret'
  const back = await consent(on.browser, (await on.begin({ credentials: { clientId, clientSecret: secret } })).url)
  const finished = await on.finish(back.url)
  expect(finished).toMatchObject({
    error: { code: 'token-refused', message: expect.stringContaining('invalid_client') },
  })
  expect(JSON.stringify([finished, on.room.logged])).not.toMatch(/planted|state=|code=/)
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

test('what is not there, or cannot be, is refused before the browser is sent away', async () => {
  await using on = await scene()
  const begin = on.room.connections.authorise as (input?: unknown) => Promise<unknown>
  const good = { organisation: 'pune', connector: 'service', credentials: { clientId }, session }
  for (const wrong of [
    undefined,
    null,
    'text',
    {},
    { ...good, session: '' },
    { ...good, session: 7 },
    { ...good, returnTo: '/path' },
    { ...good, returnTo: 'javascript:alert(1)' },
    { ...good, scopes: 'all' },
    { ...good, sesion: 's' },
  ])
    await expect(begin(wrong), JSON.stringify(wrong)).rejects.toMatchObject({ code: 'argument-invalid' })
  await expect(begin({ ...good, credentials: {} })).rejects.toMatchObject({ code: 'connection-invalid' })
  await expect(begin({ ...good, connector: 'none' })).rejects.toMatchObject({ code: 'connector-unknown' })
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
