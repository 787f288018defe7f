import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FakeAnswer, type FakeRequest, type FakeRoutes, fakeService, testConnector } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { openapi } from '../src/index.ts'
import { browserFlow, client, flow, one, type Scheme, schemes, tokens, withToken } from './scheme-cases.ts'

const documentOf = ({ schemes: securitySchemes, security }: Pick<Scheme, 'schemes' | 'security'>): object => ({
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: 'https://api.example.com/v1' }],
  components: { securitySchemes },
  paths: { '/me': { get: { operationId: 'me', security, responses: { 200: { description: 'OK' } } } } },
})

async function dropped(document: object, routes: FakeRoutes, connection?: object) {
  const undo = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'openapi-auth-'))
  undo.defer(() => rm(folder, { recursive: true }))
  const path = join(folder, 'shop.json')
  await writeFile(path, JSON.stringify(document))
  const service = undo.use(await fakeService(routes))
  const options = { service, extensions: [openapi()], ...(connection !== undefined && { connection }) }
  const test = undo.use(await testConnector(path, options))
  return { ...test, service, [Symbol.asyncDispose]: () => undo.disposeAsync() }
}

/** Answers whom it knows; anybody else is asked by Digest, too. */
function checking(knows: Scheme['knows']): (request: FakeRequest) => FakeAnswer {
  const challenge = 'Digest realm="desk", qop="auth", algorithm=SHA-256, nonce="n-1"'
  return (request) =>
    knows(request) ? { json: { ok: true } } : { status: 401, headers: { 'www-authenticate': challenge }, json: {} }
}

describe('a service that checks who calls is called with', () => {
  it.each(Object.keys(schemes))('%s', async (name) => {
    const { knows, routes = {}, credentials, scheme, ...written } = schemes[name] as Scheme
    const all = { ...routes, 'GET /v1/me': checking(knows) }
    const connection = { credentials, ...(scheme !== undefined && { scheme }) }
    await using shop = await dropped(documentOf(written), all, connection)
    expect((await shop.invoke('me')).output).toEqual({ ok: true })
  })

  it.each(Object.keys(schemes))('the wrong credentials, and refuses: %s', async (name) => {
    const { knows, routes = {}, credentials, scheme, ...written } = schemes[name] as Scheme
    const all = { ...routes, 'GET /v1/me': checking(knows) }
    const wrong = Object.fromEntries(Object.keys(credentials).map((each) => [each, 'wrong']))
    const connection = { credentials: wrong, ...(scheme !== undefined && { scheme }) }
    await expect(
      (async () => {
        await using shop = await dropped(documentOf(written), all, connection)
        return await shop.invoke('me')
      })(),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/^(operation-failed|token-refused|connection-needs-reauthorisation)$/),
    })
  })

  it('a token that a person allowed in the browser: oauth2 authorizationCode', async () => {
    const { schemes: written, security } = one(
      { type: 'oauth2', flows: { authorizationCode: browserFlow } },
      {},
      withToken,
    )
    const routes = { ...tokens('authorization_code', { code: 'code-1' }), 'GET /v1/me': checking(withToken) }
    await using shop = await dropped(documentOf({ schemes: written, security }), routes)
    const { connections } = shop.kernel
    const who = { organisation: 'test', connector: 'shop', credentials: client, session: 'a browser' }
    const begun = new URL((await connections.authorise(who)).url)
    expect(begun.origin + begun.pathname).toBe(browserFlow.authorizationUrl)
    const back = new URL(begun.searchParams.get('redirect_uri') ?? '')
    back.searchParams.set('code', 'code-1')
    back.searchParams.set('state', begun.searchParams.get('state') ?? '')
    const { id: connection } = await connections.finish({ url: back, session: 'a browser' })
    const target = { organisation: 'test', connection, input: {} }
    expect((await shop.kernel.invoke('shop.me', target)).output).toEqual({ ok: true })
  })
})

describe('schemes of OAuth 2.0 together, of which one has a flow besides', () => {
  const page = { type: 'oauth2', flows: { authorizationCode: browserFlow } }
  const security = [{ besides: ['read'], page: ['read'] }]

  it.each([
    ['at another server', { ...flow, tokenUrl: 'https://other.example.com/token' }],
    ['without the scopes', { ...flow, scopes: { write: 'Write' } }],
  ])('%s: it is not taken for a token of both', async (_what, clientCredentials) => {
    const besides = { type: 'oauth2', flows: { clientCredentials, authorizationCode: browserFlow } }
    await using shop = await dropped(documentOf({ schemes: { besides, page }, security }), {})
    const { connections } = shop.kernel
    const { clientId, clientSecret } = client
    const entered = connections.add({
      organisation: 'test',
      connector: 'shop',
      credentials: { clientId, clientSecret },
    })
    await expect(entered).rejects.toMatchObject({
      problems: [{ code: 'credential-missing', pointer: '/credentials/refreshToken' }],
    })
  })
})

describe('a header named Authorization', () => {
  const parameters = [{ name: 'Authorization', in: 'header', required: true, schema: { type: 'string' } }]
  const paths = (more: object): object => ({
    '/me': { get: { operationId: 'me', parameters, responses: { 200: { description: 'OK' } }, ...more } },
  })
  const document = documentOf({ schemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } }, security: [] })

  it('is an input where the operation has no security', async () => {
    const knows = { 'GET /v1/me': checking(withToken) }
    await using shop = await dropped({ ...document, paths: paths({}) }, knows)
    expect((await shop.invoke('me', { Authorization: 'Bearer at-1' })).output).toEqual({ ok: true })
  })

  it('is no input where it has', async () => {
    const secured = { ...document, paths: paths({ security: [{ key: [] }] }) }
    await using shop = await dropped(secured, {}, { credentials: { key: 'k-1' } })
    const described = await shop.kernel.catalogue.operation({ organisation: 'test', operation: 'shop.me' })
    expect(described?.input).not.toHaveProperty('properties.Authorization')
  })
})
