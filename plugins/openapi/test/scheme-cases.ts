import { createHash } from 'node:crypto'
import type { Dict } from '@jackfield/core'
import type { FakeRequest, FakeRoutes } from '@jackfield/core/testing'

/** Security schemes, and whom a service knows by them. */
export interface Scheme {
  readonly schemes: Readonly<Record<string, object>>
  readonly security: readonly object[]
  readonly credentials: Dict<string>
  /** Which alternative; needed where there are several. */
  readonly scheme?: string
  /** Whom the service knows. */
  readonly knows: (request: FakeRequest) => boolean
  readonly routes?: FakeRoutes
}

export const one = (
  scheme: object,
  credentials: Dict<string>,
  knows: Scheme['knows'],
  routes?: FakeRoutes,
): Scheme => ({
  schemes: { it: scheme },
  security: [{ it: ['read'] }],
  credentials,
  knows,
  ...(routes !== undefined && { routes }),
})
export const withToken = ({ headers }: FakeRequest): boolean => headers.authorization === 'Bearer at-1'
export const client = { clientId: 'c-1', clientSecret: 's-1' }
export const flow = { tokenUrl: 'https://login.example.com/token', scopes: { read: 'Read' } }
export const browserFlow = { ...flow, authorizationUrl: 'https://login.example.com/authorize' }

/** A token endpoint that knows one client and what it may show. */
export function tokens(grantType: string, shown: Dict<string>): FakeRoutes {
  return {
    'POST /token': (request) => {
      const form = Object.fromEntries(new URLSearchParams(request.text()))
      const wanted = { grant_type: grantType, client_id: client.clientId, client_secret: client.clientSecret, ...shown }
      const isKnown = Object.entries(wanted).every(([name, value]) => form[name] === value)
      return isKnown
        ? { json: { access_token: 'at-1', token_type: 'Bearer', expires_in: 3600 } }
        : { status: 400, json: { error: 'invalid_grant' } }
    },
  }
}

const discovery: FakeRoutes = {
  'GET /.well-known/openid-configuration': {
    json: {
      issuer: 'https://login.example.com',
      authorization_endpoint: 'https://login.example.com/authorize',
      token_endpoint: 'https://login.example.com/token',
      jwks_uri: 'https://login.example.com/jwks',
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    },
  },
}

/** RFC 7616, section 3.4.1. */
function answersDigest({ headers, method, path, query }: FakeRequest): boolean {
  const said = new Map(
    [...(headers.authorization ?? '').matchAll(/(\w+)=(?:"([^"]*)"|([^,\s]+))/g)].map(([, name, quoted, token]) => [
      name,
      quoted ?? token,
    ]),
  )
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
  const uri = query.size === 0 ? path : `${path}?${query}`
  const [first, second] = [hash('u:desk:p'), hash(`${method}:${uri}`)]
  return said.get('response') === hash(`${first}:n-1:${said.get('nc')}:${said.get('cnonce')}:auth:${second}`)
}

export const schemes: Readonly<Record<string, Scheme>> = {
  'apiKey in a header': one(
    { type: 'apiKey', in: 'header', name: 'X-Key' },
    { key: 'k-1' },
    ({ headers }) => headers['x-key'] === 'k-1',
  ),
  'apiKey in the query': one(
    { type: 'apiKey', in: 'query', name: 'api key' },
    { key: 'k&1' },
    ({ query }) => query.get('api key') === 'k&1',
  ),
  'apiKey in a cookie': one(
    { type: 'apiKey', in: 'cookie', name: 'sid' },
    { key: 'k-1' },
    ({ headers }) => headers.cookie === 'sid=k-1',
  ),
  'http basic': one(
    { type: 'http', scheme: 'Basic' },
    { username: 'u', password: 'p' },
    ({ headers }) => headers.authorization === `Basic ${btoa('u:p')}`,
  ),
  'http bearer': one({ type: 'http', scheme: 'bearer' }, { token: 'at-1' }, withToken),
  'http digest': one({ type: 'http', scheme: 'digest' }, { username: 'u', password: 'p' }, answersDigest),
  'oauth2 clientCredentials': one(
    { type: 'oauth2', flows: { clientCredentials: flow } },
    client,
    withToken,
    tokens('client_credentials', { scope: 'read' }),
  ),
  'oauth2 password': one(
    { type: 'oauth2', flows: { password: flow } },
    { ...client, username: 'u', password: 'p' },
    withToken,
    tokens('password', { username: 'u', password: 'p', scope: 'read' }),
  ),
  'oauth2 authorizationCode, with a refresh token that somebody has': one(
    { type: 'oauth2', flows: { authorizationCode: browserFlow } },
    { ...client, refreshToken: 'r-1' },
    withToken,
    tokens('refresh_token', { refresh_token: 'r-1' }),
  ),
  'oauth2 implicit, with a token that somebody has': one(
    { type: 'oauth2', flows: { implicit: { authorizationUrl: browserFlow.authorizationUrl, scopes: {} } } },
    { accessToken: 'at-1' },
    withToken,
  ),
  openIdConnect: one(
    { type: 'openIdConnect', openIdConnectUrl: 'https://login.example.com/.well-known/openid-configuration' },
    { ...client, refreshToken: 'r-1' },
    withToken,
    { ...discovery, ...tokens('refresh_token', { refresh_token: 'r-1' }) },
  ),
  'two keys and a token together': {
    schemes: {
      header: { type: 'apiKey', in: 'header', name: 'X-Key' },
      query: { type: 'apiKey', in: 'query', name: 'app' },
      token: { type: 'http', scheme: 'bearer' },
    },
    security: [{ header: [], query: [], token: [] }],
    credentials: { 'header.key': 'k-1', 'query.key': 'a-1', 'token.token': 'at-1' },
    knows: (request) => request.headers['x-key'] === 'k-1' && request.query.get('app') === 'a-1' && withToken(request),
  },
  'a token of OAuth 2.0 and a key together': {
    schemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      oauth: { type: 'oauth2', flows: { clientCredentials: flow } },
    },
    security: [{ key: [], oauth: ['read'] }],
    credentials: { 'key.key': 'k-1', 'oauth.clientId': 'c-1', 'oauth.clientSecret': 's-1' },
    knows: (request) => request.headers['x-key'] === 'k-1' && withToken(request),
    routes: tokens('client_credentials', { scope: 'read' }),
  },
  'http with the scheme SSWS, whose token is entered': one(
    { type: 'http', scheme: 'SSWS' },
    { key: 'k-1' },
    ({ headers }) => headers.authorization === 'SSWS k-1',
  ),
  'two schemes of OAuth 2.0 of one server, by one token': {
    schemes: {
      page: {
        type: 'oauth2',
        flows: { implicit: { authorizationUrl: browserFlow.authorizationUrl, scopes: flow.scopes } },
      },
      code: { type: 'oauth2', flows: { authorizationCode: browserFlow } },
    },
    security: [{ page: ['read'], code: ['read'] }],
    credentials: { ...client, refreshToken: 'r-1' },
    knows: withToken,
    routes: tokens('refresh_token', { refresh_token: 'r-1' }),
  },
  'OAuth 2.0 and a bearer token together, by the one token that a request carries': {
    schemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      oauth: { type: 'oauth2', flows: { clientCredentials: flow } },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    },
    security: [{ bearer: [], oauth: ['read'], key: [] }],
    credentials: { 'oauth.clientId': 'c-1', 'oauth.clientSecret': 's-1', 'key.key': 'k-1' },
    knows: (request) => withToken(request) && request.headers['x-key'] === 'k-1',
    routes: tokens('client_credentials', { scope: 'read' }),
  },
  'two schemes of bearer tokens together': {
    schemes: { one: { type: 'http', scheme: 'bearer' }, other: { type: 'http', scheme: 'Bearer' } },
    security: [{ one: [], other: [] }],
    credentials: { token: 'at-1' },
    knows: withToken,
  },
  'a password, a key in the query and one in a cookie together': {
    schemes: {
      login: { type: 'http', scheme: 'basic' },
      app: { type: 'apiKey', in: 'query', name: 'app' },
      session: { type: 'apiKey', in: 'cookie', name: 'sid' },
    },
    security: [{ login: [], app: [], session: [] }],
    credentials: { 'login.username': 'u', 'login.password': 'p', 'app.key': 'a-1', 'session.key': 's-1' },
    knows: ({ headers, query }) =>
      headers.authorization === `Basic ${btoa('u:p')}` && query.get('app') === 'a-1' && headers.cookie === 'sid=s-1',
  },
  'Digest and a key in the query, which the digest is over': {
    schemes: { login: { type: 'http', scheme: 'digest' }, app: { type: 'apiKey', in: 'query', name: 'app' } },
    security: [{ login: [], app: [] }],
    credentials: { 'login.username': 'u', 'login.password': 'p', 'app.key': 'a-1' },
    knows: (request) => request.query.get('app') === 'a-1' && answersDigest(request),
  },
  'OpenID Connect and two keys in headers together': {
    schemes: {
      id: { type: 'openIdConnect', openIdConnectUrl: 'https://login.example.com/.well-known/openid-configuration' },
      one: { type: 'apiKey', in: 'header', name: 'X-One' },
      two: { type: 'apiKey', in: 'header', name: 'X-Two' },
    },
    security: [{ id: [], one: [], two: [] }],
    credentials: {
      'id.clientId': 'c-1',
      'id.clientSecret': 's-1',
      'id.refreshToken': 'r-1',
      'one.key': 'k-1',
      'two.key': 'k-2',
    },
    knows: (request) => withToken(request) && request.headers['x-one'] === 'k-1' && request.headers['x-two'] === 'k-2',
    routes: { ...discovery, ...tokens('refresh_token', { refresh_token: 'r-1' }) },
  },
  'the second of two alternatives': {
    schemes: { basic: { type: 'http', scheme: 'basic' }, key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    security: [{ basic: [] }, { key: [] }],
    scheme: 'key',
    credentials: { key: 'k-1' },
    knows: ({ headers }) => headers['x-key'] === 'k-1' && headers.authorization === undefined,
  },
}
