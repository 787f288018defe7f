import type {
  Answer,
  ApiKeyScheme,
  AuthorizationCodeFlow,
  Body,
  Challenge,
  Code,
  CodePolling,
  Confirm,
  Connector,
  Cursor,
  DeclaredHeader,
  DeclaredResponse,
  Derived,
  Encoding,
  HmacVerification,
  HttpCall,
  ImplicitFlow,
  JsonObject,
  OAuth2Scheme,
  OAuthFlow,
  OpenIdConnectScheme,
  Operation,
  Options,
  Pages,
  Parameter,
  Poll,
  Renew,
  Result,
  SchemaFrom,
  Server,
  Subscribe,
  Succeeds,
  Template,
  Unavailable,
  Webhook,
  WebhookSecret,
} from '../../src/model/index.ts'

/** A type of the model with all that it may have: what is new in the model does not compile here until it is added. */
type Whole<Part> = { readonly [Name in keyof Required<Part>]-?: Exclude<Part[Name & keyof Part], undefined> }

const input = (...path: string[]): Template => ({ kind: 'value', from: { root: 'input', path } })
const literal = (value: string): Template => ({ kind: 'literal', value })
const fields: JsonObject = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, note: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
}

const header: Whole<DeclaredHeader> = { required: true, explode: true, schema: { type: 'integer' } }
const response: Whole<DeclaredResponse> = { content: ['application/json', 'text/csv'], headers: { 'x-total': header } }
const parameters: readonly Whole<Parameter>[] = (['path', 'query', 'header', 'cookie'] as const).map((place) => ({
  name: 'id',
  in: place,
  value: input('tags'),
  style: place === 'path' || place === 'header' ? 'simple' : 'form',
  explode: false,
  allowReserved: true,
  mediaType: 'application/json',
}))
const encoding: Whole<Encoding> = { mediaType: 'text/plain', style: 'form', explode: true, allowReserved: false }
const body: Whole<Body> = {
  mediaType: 'application/xml',
  value: {
    kind: 'object',
    properties: {
      note: input('note'),
      all: { kind: 'array', items: [literal('a'), { kind: 'text', parts: ['no ', { root: 'input', path: ['id'] }] }] },
    },
  },
  encoding: { note: encoding },
  schema: { type: 'object', xml: { name: 'order' }, properties: { note: { $ref: '#/schemas/Note' } } },
}
const answer: Whole<Answer> = { mediaType: 'application/xml', schema: { $ref: '#/schemas/Note' } }
const succeeds: Whole<Succeeds> = { at: '/code', equals: 0, message: '/text' }
const result: Whole<Result> = { at: '/data', where: { '/id': input('id') }, missing: 'fail' }
const http: Whole<HttpCall> = {
  method: 'POST',
  path: '/orders/{id}',
  parameters,
  body,
  answer,
  responses: { '200': response, '404': {} },
  consumes: ['application/xml', 'text/csv'],
  succeeds,
  result,
  policies: [{ use: 'set-header', with: { name: 'x', value: '1' } }],
  timeout: 1000,
  attempts: 2,
}

const confirm: Whole<Confirm> = { operation: 'find', input: input(), after: 1000 }
const options: Whole<Options> = {
  operation: 'find',
  input: input(),
  items: '/items',
  value: '/id',
  label: '/name',
}
const schemaFrom: Whole<SchemaFrom> = { operation: 'find', input: input(), at: '/schema', field: '/note' }
const unavailable: Whole<Unavailable> = { feature: 'auth.http.digest', reason: 'It asks for Digest.' }

/** What all kinds of operations have. */
type Common = Omit<Whole<Operation>, 'http' | 'poll' | 'webhook' | 'code' | 'pages'>

const server: Whole<Server> = {
  url: 'https://{host}/v1',
  variables: { host: { from: 'region', map: { eu: 'eu.example.com', us: 'us.example.com' }, default: 'eu' } },
}

const common = (id: string): Common => ({
  id,
  formerly: [`${id}-before`],
  aliases: [`${id}-too`],
  kind: 'action',
  title: id,
  description: 'It does.',
  visibility: 'public',
  deprecated: true,
  effect: 'once',
  confirm,
  input: fields,
  output: { type: 'object', properties: { id: { type: 'string' }, size: { type: 'integer' } } },
  security: [{ key: [] }, { oauth: ['read'] }],
  servers: [server],
  unavailable,
  options: { '/note': options },
  schemaFrom: { input: schemaFrom, output: schemaFrom },
})

const size = { name: 'size', value: 10 }

/** Every way to walk pages. */
const pages: readonly Pages[] = [
  { kind: 'next', next: '/next', max: 10 },
  { kind: 'page', in: 'query', page: 'page', size, more: '/more', max: 10 },
  { kind: 'cursor', in: 'body', cursor: 'cursor', from: '/cursor', size, max: 10 },
  { kind: 'offset', in: 'query', offset: 'offset', size, more: '/more', total: '/total', max: 10 },
  { kind: 'link', rel: 'next', max: 10 },
]

const cursor: Whole<Cursor> = {
  from: '/at',
  type: 'date-time',
  send: { in: 'query', name: 'since' },
  overlap: 1000,
  start: 'now',
}
const poll: Whole<Poll> = {
  http,
  items: '/items',
  pages: pages[0] as Pages,
  every: 1000,
  dedupe: { key: ['/id'], window: 1000 },
  cursor,
}

const secret: Whole<WebhookSecret> = {
  from: 'connection',
  credential: 'webhookKey',
  encoding: 'text',
  prefix: 'whsec_',
}
const hmac: Whole<HmacVerification> = {
  kind: 'hmac',
  algorithm: 'sha256',
  encoding: 'hex',
  header: 'x-signature',
  format: 'sha256={signature}',
  signed: '{body}',
  timestamp: { header: 'x-at', unit: 's', within: 1000 },
  secret,
}
const subscribe: Whole<Subscribe> = { http, keep: { id: '/id', at: { header: 'location' } }, expires: { at: '/until' } }
const renew: Whole<Renew> = { http, before: 1000 }
const challenge: Whole<Challenge> = {
  method: 'GET',
  from: { query: 'challenge' },
  token: { query: 'token', secret },
  answer: { as: 'text', at: '/challenge', hmac: { algorithm: 'sha256', encoding: 'hex', format: '{signature}' } },
}
const webhook: Whole<Webhook> = {
  subscribe,
  renew,
  unsubscribe: { http },
  verify: hmac,
  challenge,
  where: { '/event': literal('made') },
  items: '/item',
  dedupe: { key: ['/id'], header: 'x-delivery', window: 1000 },
}

const codePolling: Whole<CodePolling> = { every: 1000, window: 1000, start: 'now' }
const code: Whole<Code> = { module: 'a.ts', export: 'run', timeout: 1000, poll: codePolling }

const trigger = (id: string): Common => ({ ...common(id), kind: 'trigger', effect: 'read' })
const operations: readonly Operation[] = [
  { ...common('call'), http },
  ...pages.map((one) => ({ ...common(`pages-${one.kind}`), http, pages: one })),
  { ...common('coded'), code },
  { ...trigger('polled'), poll },
  { ...trigger('located'), poll: { ...poll, cursor: { type: 'location', start: 'now' } } },
  { ...trigger('delivered'), webhook },
  {
    ...trigger('told'),
    webhook: { ...webhook, verify: { kind: 'token', in: 'header', name: 'x', prefix: 'B ', secret } },
  },
  { ...trigger('asked'), webhook: { ...webhook, verify: { kind: 'basic', username: 'u', secret } } },
  {
    ...common('find'),
    effect: 'read',
    http: { method: 'GET', path: '/find', parameters: [], timeout: 1000, attempts: 2 },
  },
]

const apiKey: Whole<ApiKeyScheme> = {
  type: 'apiKey',
  in: 'header',
  name: 'x-key',
  credential: { name: 'token', title: 'Token' },
  value: { kind: 'text', parts: ['Key ', { root: 'credentials', path: ['key'] }] },
}
const variables = { tenant: { from: 'tenant', pattern: '[a-z]+' } } as const
const scopes = { read: 'Read', write: 'Write' }
const flow: Whole<OAuthFlow> = { tokenUrl: 'https://{tenant}.example.com/token', variables, scopes }
const implicit: Whole<ImplicitFlow> = { authorizationUrl: 'https://{tenant}.example.com/login', variables, scopes }
const authorizationCode: Whole<AuthorizationCodeFlow> = {
  ...flow,
  authorizationUrl: 'https://{tenant}.example.com/login',
  issuer: 'https://example.com',
  scopeSeparator: ',',
  parameters: { access_type: 'offline', tenant: { from: 'tenant' } },
}
const token: Template = { kind: 'text', parts: ['Bearer ', { root: 'credentials', path: ['accessToken'] }] }
const oauth: Whole<OAuth2Scheme> = {
  type: 'oauth2',
  flows: { authorizationCode, clientCredentials: flow, refreshToken: flow, password: flow, implicit },
  value: token,
  clientAuthentication: 'client_secret_basic',
}
const openId: Whole<OpenIdConnectScheme> = {
  type: 'openIdConnect',
  openIdConnectUrl: 'https://{tenant}.example.com/.well-known/openid-configuration',
  variables,
  scopes,
  value: token,
  clientAuthentication: 'client_secret_post',
}
const derived: Whole<Derived> = { from: { operation: 'find' }, at: '/instance', pattern: '(.+)' }

/** A connector with everything that the model knows. */
export const wholeConnector: Whole<Connector> = {
  model: 1,
  id: 'shop',
  version: '1.0.0',
  title: 'Shop',
  description: 'A shop.',
  publisher: 'Somebody',
  categories: ['shops'],
  icon: 'icon.svg',
  servers: [server],
  securitySchemes: {
    key: apiKey,
    basic: { type: 'http', scheme: 'basic', value: literal('x') },
    certificate: { type: 'mutualTLS' },
    oauth,
    openId,
    own: { type: 'x-own', options: { realm: 'r' } },
  },
  security: [{ key: [] }, { oauth: ['read', 'write'] }],
  settings: {
    type: 'object',
    required: ['region'],
    properties: { region: { enum: ['eu', 'us'] }, tenant: { type: 'string' } },
  },
  derived: { instance: derived },
  extends: 'base',
  test: 'find',
  operations: Object.fromEntries(operations.map((operation) => [operation.id, operation])),
  schemas: { Note: { type: 'string', xml: { name: 'note' } } },
}
