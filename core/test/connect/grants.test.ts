import { expect, test } from 'vitest'
import { computeGrants, grantsBeyond } from '../../src/connect/grants.ts'
import { createAuthSchemes } from '../../src/connect/schemes/auth-schemes.ts'
import type { Connection, Connector, JsonObject } from '../../src/model/index.ts'
import { connectorOf, dataCentred, hosted, keyInHeader, operation, server } from './connector.ts'

const schemes = createAuthSchemes()
const lines = (grants: Connection['grants']) =>
  grants.map(({ credential, origin, placement }) => `${credential} ${origin} ${placement}`)

function connected(connector: Connector, scheme: string, settings: JsonObject): Connection {
  const grants = computeGrants({ connector, scheme, settings }, schemes)
  return {
    id: 'con_1',
    organisation: 'o',
    connector: connector.id,
    scheme,
    settings,
    derived: {},
    grants,
    status: 'ready',
  } as never
}

const tracker = connected(connectorOf(hosted), 'key', { host: 'a.example.com' })
const stock = connected(connectorOf(dataCentred), 'oauth', { dc: 'eu', organizationId: '1' })

test('a key goes to the server that the settings name', () => {
  expect(lines(tracker.grants)).toEqual(['key https://a.example.com header X-Api-Key'])
})

test('tokens go to the servers, the rest to the token endpoint', () => {
  expect(lines(stock.grants)).toEqual([
    'accessToken https://api.example.eu header Authorization',
    'clientId https://accounts.example.eu token request',
    'clientSecret https://accounts.example.eu token request',
    'refreshToken https://accounts.example.eu token request',
  ])
})

test('every server counts, each origin once; no scheme grants nothing', () => {
  const servers = ['https://a.example.com/v1', 'https://b.example.com', 'https://A.example.com:443/v2'].map((url) =>
    server(url),
  )
  const connector = connectorOf({ servers, schemes: { key: keyInHeader } })
  expect(lines(computeGrants({ connector, scheme: 'key', settings: {} }, schemes))).toEqual([
    'key https://a.example.com header X-Api-Key',
    'key https://b.example.com header X-Api-Key',
  ])
  expect(computeGrants({ connector, scheme: null, settings: {} }, schemes)).toEqual([])
})

test('the servers of operations count, and a revision that brings one goes beyond', () => {
  const apart = { ...operation, servers: [server('https://files.{host}', hosted.servers?.[0]?.variables)] }
  const connector = connectorOf({ ...hosted, operations: [apart] })
  expect(lines(computeGrants({ connector, scheme: 'key', settings: { host: 'a.example.com' } }, schemes))).toEqual([
    'key https://a.example.com header X-Api-Key',
    'key https://files.a.example.com header X-Api-Key',
  ])
  expect(lines(grantsBeyond(tracker, connector, schemes))).toEqual(['key https://files.a.example.com header X-Api-Key'])
})

test.each<[string, Connector, string[]]>([
  ['nothing changes', connectorOf(hosted), []],
  [
    'only the path does',
    connectorOf({ ...hosted, servers: [server('https://{host}/v2', hosted.servers?.[0]?.variables)] }),
    [],
  ],
  [
    "the header's case does",
    connectorOf({ ...hosted, schemes: { key: { ...keyInHeader, name: 'x-api-key' } as never } }),
    [],
  ],
  ['the scheme is gone', connectorOf({ ...hosted, schemes: {} }), []],
  [
    'a pattern admits other hosts, which the settings do not name',
    connectorOf({
      ...hosted,
      servers: [server('https://{host}/api', { host: { from: 'settings.host', pattern: '.*' } })],
    }),
    [],
  ],
  [
    'the host is another',
    connectorOf({ ...hosted, servers: [server('https://{host}.evil.com', hosted.servers?.[0]?.variables)] }),
    ['key https://a.example.com.evil.com header X-Api-Key'],
  ],
  [
    'a map sends the same setting elsewhere',
    connectorOf({
      ...hosted,
      servers: [
        server('https://{host}', { host: { from: 'settings.host', map: { 'a.example.com': 'b.example.com' } } }),
      ],
    }),
    ['key https://b.example.com header X-Api-Key'],
  ],
  [
    'the port, or the security of the line',
    connectorOf({ ...hosted, servers: [server('https://a.example.com:8443'), server('http://a.example.com')] }),
    ['key http://a.example.com header X-Api-Key', 'key https://a.example.com:8443 header X-Api-Key'],
  ],
  [
    'a server is added that the settings cannot fill',
    connectorOf({
      ...hosted,
      servers: [
        ...(hosted.servers ?? []),
        server('https://{zone}.example.com/x', { zone: { from: 'settings.zone', pattern: '.*' } }),
      ],
    }),
    ['key https://{zone}.example.com header X-Api-Key'],
  ],
  [
    'the placement is another',
    connectorOf({ ...hosted, schemes: { key: { type: 'apiKey', in: 'query', name: 'key' } } }),
    ['key https://a.example.com query key'],
  ],
  [
    'the type is another',
    connectorOf({ ...hosted, schemes: { key: { type: 'http', scheme: 'bearer' } } }),
    ['token https://a.example.com header Authorization'],
  ],
])('beyond the grants when %s', (_name, connector, expected) => {
  expect(lines(grantsBeyond(tracker, connector, schemes))).toEqual(expected)
})

test('beyond the grants when the token endpoint moves, or a value reads the refresh token', () => {
  const oauth = dataCentred.schemes?.oauth as Extract<Connector['securitySchemes'][string], { type: 'oauth2' }>
  const flow = { tokenUrl: 'https://evil.example/token', variables: {}, scopes: {} }
  expect(
    lines(
      grantsBeyond(
        stock,
        connectorOf({ ...dataCentred, schemes: { oauth: { ...oauth, flows: { refreshToken: flow } } } }),
        schemes,
      ),
    ),
  ).toEqual([
    'clientId https://evil.example token request',
    'clientSecret https://evil.example token request',
    'refreshToken https://evil.example token request',
  ])
  const value = { kind: 'value', from: { root: 'credentials', path: ['refreshToken'] } } as const
  expect(
    lines(grantsBeyond(stock, connectorOf({ ...dataCentred, schemes: { oauth: { ...oauth, value } } }), schemes)),
  ).toEqual(['refreshToken https://api.example.eu header Authorization'])
})

test('what nothing here can sign goes nowhere', () => {
  const foreign = connectorOf({ ...hosted, schemes: { key: { type: 'hmac' } as never } })
  expect(grantsBeyond(tracker, foreign, schemes)).toEqual([])
  expect(() => computeGrants({ connector: foreign, scheme: 'key', settings: {} }, schemes)).toThrow(/type "hmac"/)
})
