import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { computeGrants } from '../../src/connect/grants.ts'
import { createAuthSchemes } from '../../src/connect/schemes/auth-schemes.ts'
import type { Connector, OpenIdConnectScheme } from '../../src/model/index.ts'
import { clientId, clientSecret, redirectUri, startAuthorisationServer } from './authorisation-server.ts'
import { consent, createBrowser } from './browser.ts'
import { call } from './calls.ts'
import { connectorOf, server } from './connector.ts'
import { json, serveAnswers } from './loopback.ts'
import { api, issuer } from './oauth-connector.ts'
import { openRoom } from './room.ts'

const oidc: OpenIdConnectScheme = {
  type: 'openIdConnect',
  openIdConnectUrl: `${issuer}/.well-known/openid-configuration`,
  variables: {},
  scopes: { openid: '', offline_access: '' },
}

const connector = (scheme: Partial<OpenIdConnectScheme> = {}): Connector =>
  connectorOf({ id: 'service', servers: [server(api)], schemes: { oidc: { ...oidc, ...scheme } } })

const organisation = 'pune'

test('a refresh token is used at the endpoint that the document says, which is granted', async () => {
  await using auth = await startAuthorisationServer({})
  await using room = await openRoom(connector(), auth)
  const refreshToken = await auth.newRefreshToken()
  const credentials = { clientId, clientSecret, refreshToken }
  const { id, grants, derived } = await room.connections.add({ organisation, connector: 'service', credentials })
  expect(grants.map(({ credential, origin }) => `${credential} ${origin}`)).toEqual([
    `accessToken ${api}`,
    `clientId ${issuer}`,
    `clientSecret ${issuer}`,
    `refreshToken ${issuer}`,
  ])
  expect({ ...derived }).toEqual({
    'openid:authorization_endpoint': `${issuer}/auth`,
    'openid:token_endpoint': `${issuer}/token`,
  })
  expect((await call(room, id)).status).toBe(200)
  room.clock.forward(3_600_000)
  expect((await call(room, id)).status).toBe(200)
})

test('a person allows it in the browser, at the endpoints that the document says', async () => {
  await using auth = await startAuthorisationServer({})
  await using room = await openRoom(connector(), auth)
  const session = 'session of a browser'
  const begun = await room.connections.authorise({
    organisation,
    connector: 'service',
    credentials: { clientId, clientSecret },
    session,
  })
  expect(new URL(begun.url).origin + new URL(begun.url).pathname).toBe(`${issuer}/auth`)
  const browser = createBrowser({ connectTo: auth.connectTo, stopAt: redirectUri })
  const back = await consent(browser, begun.url)
  const finished = await room.connections.finish({ url: back.url, session })
  if ('error' in finished) throw finished.error
  expect((await call(room, finished.connection.id)).status).toBe(200)
})

async function documentOf(answer: (response: ServerResponse) => void) {
  const provider = await serveAnswers((_arrived, response) => answer(response))
  const room = await openRoom(connector(), { connectTo: { [issuer]: provider.address } })
  return {
    provider,
    add: () =>
      room.connections.add({
        organisation,
        connector: 'service',
        credentials: { clientId, clientSecret, refreshToken: 'planted-refresh' },
      }),
    async [Symbol.asyncDispose]() {
      await room[Symbol.asyncDispose]()
      await provider[Symbol.asyncDispose]()
    },
  }
}

test.each<[string, (response: ServerResponse) => void, RegExp]>([
  ['is not there', (response) => json(response, {}, 404), /status 404/],
  ['is no JSON', (response) => void response.end('<html>'), /can't be used/],
  ['is a list', (response) => json(response, []), /no JSON object/],
  ['lacks an endpoint', (response) => json(response, { authorization_endpoint: `${issuer}/a` }), /token_endpoint/],
  [
    'names what is no URL',
    (response) => json(response, { authorization_endpoint: `${issuer}/a`, token_endpoint: '/token' }),
    /token_endpoint/,
  ],
])('a document that %s makes no connection', async (_what, answer, words) => {
  await using it = await documentOf(answer)
  await expect(it.add()).rejects.toMatchObject({
    code: 'connection-invalid',
    message: expect.stringMatching(words),
    problems: [{ code: 'discovery-failed' }],
  })
})

test('an endpoint in the clear is refused before anything is sent there', async () => {
  await using evil = await serveAnswers((_arrived, response) => json(response, { access_token: 'x' }))
  await using it = await documentOf((response) =>
    json(response, { authorization_endpoint: `${issuer}/a`, token_endpoint: `${evil.address}/token` }),
  )
  const { grants } = await it.add()
  expect(grants.map(({ origin }) => origin)).toContain(evil.address)
  expect(evil.arrived).toEqual([])
})

test('a document that says something else later moves nothing; a revision with another URL neither', () => {
  const derived = { 'openid:authorization_endpoint': `${issuer}/auth`, 'openid:token_endpoint': `${issuer}/token` }
  const schemes = createAuthSchemes()
  const grants = (of: Connector) => computeGrants({ connector: of, scheme: 'oidc', settings: {}, derived }, schemes)
  expect(grants(connector({ openIdConnectUrl: 'https://evil.example.com/x' }))).toEqual(grants(connector()))
})
