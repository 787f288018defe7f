import type { JsonObject } from '@jackfield/core'
import type { FakeAnswer, FakeRequest } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { drop, policy, swagger } from './harness.ts'

const paths: JsonObject = {
  '/me': { get: { operationId: 'me', responses: { 200: { description: 'OK', schema: { type: 'object' } } } } },
  '/others': { get: { operationId: 'others', responses: { 200: { description: 'OK', schema: { type: 'object' } } } } },
}
const secret = { type: 'securestring', uiDefinition: { displayName: 'Key', constraints: { required: 'true' } } }
const optional = { type: 'securestring', uiDefinition: { constraints: { required: 'false' } } }
const text = { type: 'string', uiDefinition: { constraints: { required: 'true' } } }
const header = (value: string, name = 'Authorization'): JsonObject =>
  policy('setheader', { name, value, existsAction: 'override' }, { section: 'Request' })

/** Answers whom it knows, and nobody else. */
function checking(is: (request: FakeRequest) => boolean): (request: FakeRequest) => FakeAnswer {
  return (request) => (is(request) ? { json: { ok: true } } : { status: 401, json: { message: 'who are you?' } })
}

interface Class {
  readonly definition?: JsonObject
  readonly properties: JsonObject
  readonly connection: { settings?: JsonObject; credentials: Record<string, string>; scheme?: string }
  readonly is: (request: FakeRequest) => boolean
}

const oauth = (identityProvider: string, customParameters: JsonObject, scopes: readonly string[] = []): JsonObject => ({
  type: 'oauthSetting',
  oAuthSettings: { identityProvider, clientId: 'theirs', scopes, redirectMode: 'Global', customParameters },
})

const classes: Readonly<Record<string, Class>> = {
  'API key in a header': {
    definition: {
      securityDefinitions: { api_key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
      security: [{ api_key: [] }],
    },
    properties: { connectionParameters: { api_key: secret } },
    connection: { credentials: { api_key: 'k-1' } },
    is: ({ headers }) => headers['x-key'] === 'k-1',
  },
  'API key in the query, without a security requirement': {
    definition: { securityDefinitions: { 'API Key': { type: 'apiKey', in: 'query', name: 'appid' } } },
    properties: { connectionParameters: { api_key: secret } },
    connection: { credentials: { api_key: 'k 1' } },
    is: ({ query }) => query.get('appid') === 'k 1',
  },
  'the first of alternatives': {
    definition: {
      securityDefinitions: {
        inQuery: { type: 'apiKey', in: 'query', name: 'key' },
        inHeader: { type: 'apiKey', in: 'header', name: 'X-Key' },
      },
      security: [{ inHeader: [] }, { inQuery: [] }],
    },
    properties: { connectionParameters: { api_key: secret } },
    connection: { credentials: { key: 'k-1' } },
    is: ({ headers, query }) => headers['x-key'] === 'k-1' && query.size === 0,
  },
  Basic: {
    definition: { securityDefinitions: { basic: { type: 'basic' } }, security: [{ basic: [] }] },
    properties: { connectionParameters: { username: text, password: secret } },
    connection: { credentials: { username: 'u', password: 'p' } },
    is: ({ headers }) => headers.authorization === `Basic ${btoa('u:p')}`,
  },
  'two keys together, by the names of their definitions': {
    definition: {
      securityDefinitions: {
        client: { type: 'apiKey', in: 'header', name: 'X-Id' },
        api_key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      },
      security: [{ client: [], api_key: [] }],
    },
    properties: { connectionParameters: { client: secret, api_key: secret } },
    connection: { credentials: { 'client.key': 'c-1', 'api_key.key': 'k-1' } },
    is: ({ headers }) => headers['x-id'] === 'c-1' && headers['x-key'] === 'k-1',
  },
  'placed by a policy only, with text beside it': {
    properties: {
      connectionParameters: { api_key: secret },
      policyTemplateInstances: [header("Token @connectionParameters('api_key')")],
    },
    connection: { credentials: { key: 'k-1' } },
    is: ({ headers }) => headers.authorization === 'Token k-1',
  },
  'placed by a policy in the query': {
    properties: {
      connectionParameters: { api_key: secret },
      policyTemplateInstances: [
        policy('SetQueryParameter', { name: 'k', value: "@connectionParameters('api_key')", existsAction: 'override' }),
      ],
    },
    connection: { credentials: { key: 'k&1' } },
    is: ({ query }) => query.get('k') === 'k&1',
  },
  'a policy that writes the header that the document has it in': {
    definition: { securityDefinitions: { api_key: { type: 'apiKey', in: 'header', name: 'Authorization' } } },
    properties: {
      connectionParameters: { api_key: secret },
      policyTemplateInstances: [header("Bearer @headers('Authorization')")],
    },
    connection: { credentials: { key: 'k-1' } },
    is: ({ headers }) => headers.authorization === 'Bearer k-1',
  },
  'a policy that writes it into another header besides': {
    definition: { securityDefinitions: { api_key: { type: 'apiKey', in: 'header', name: 'API_Key' } } },
    properties: {
      connectionParameters: { api_key: secret },
      policyTemplateInstances: [header("Key @headers('API_Key')")],
    },
    connection: { credentials: { api_key: 'k-1' } },
    is: ({ headers }) => headers.authorization === 'Key k-1' && headers.api_key === 'k-1',
  },
  'several credentials in one value, and one that was left out': {
    properties: {
      connectionParameters: { user: text, api_key: secret, extra: optional },
      policyTemplateInstances: [
        header("@connectionParameters('user'):@connectionParameters('api_key')"),
        header("@connectionParameters('extra')", 'X-Extra'),
      ],
    },
    connection: { settings: { user: 'u' }, credentials: { user: 'u', api_key: 'k-1' } },
    is: ({ headers }) => headers.authorization === 'u:k-1' && headers['x-extra'] === undefined,
  },
  'a setting in a header beside the key': {
    definition: { securityDefinitions: { api_key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
    properties: {
      connectionParameters: { api_key: secret, tenant: text },
      policyTemplateInstances: [header("@connectionParameters('tenant','')", 'X-Tenant')],
    },
    connection: { settings: { tenant: 't-1' }, credentials: { key: 'k-1' } },
    is: ({ headers }) => headers['x-key'] === 'k-1' && headers['x-tenant'] === 't-1',
  },
  'what is no secret by its type, but by its place': {
    definition: { securityDefinitions: { secretKey: { type: 'apiKey', in: 'header', name: 'X-Secret' } } },
    properties: {
      connectionParameters: { secretKey: text },
      policyTemplateInstances: [header("@connectionParameters('secretKey', '')", 'X-Secret')],
    },
    connection: { credentials: { key: 'k-1' } },
    is: ({ headers }) => headers['x-secret'] === 'k-1',
  },
  'the definition alone, where no connection parameters are': {
    definition: {
      securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
      security: [{ key: [] }],
    },
    properties: { connectionParameters: {} },
    connection: { credentials: { key: 'k-1' } },
    is: ({ headers }) => headers['x-key'] === 'k-1',
  },
}

describe('a connection is authenticated by', () => {
  it.each(Object.keys(classes))('%s', async (name) => {
    const { definition, properties, connection, is } = classes[name] as Class
    const routes = { 'GET /v1/me': checking(is) }
    await using sample = await drop({ definition: swagger(paths, definition), properties }, { routes, connection })
    expect((await sample.invoke('me')).output).toEqual({ ok: true })
    const others = Object.fromEntries(Object.keys(connection.credentials).map((each) => [each, 'wrong']))
    await using stranger = await drop(
      { definition: swagger(paths, definition), properties },
      { routes, connection: { ...connection, credentials: others } },
    )
    await expect(stranger.invoke('me')).rejects.toMatchObject({ status: 401 })
  })
})

/** A token endpoint that knows one client, and a service that knows its tokens. */
function authority(token: string, check: (form: URLSearchParams) => boolean) {
  return {
    [token]: (request: FakeRequest): FakeAnswer => {
      const form = new URLSearchParams(request.text())
      const isClient = form.get('client_id') === 'c-1' && form.get('client_secret') === 's-1'
      if (!isClient || !check(form)) return { status: 400, json: { error: 'invalid_grant' } }
      return { json: { access_token: 'at-1', token_type: 'Bearer', expires_in: 3600 } }
    },
    'GET /v1/me': checking(({ headers }) => headers.authorization === 'Bearer at-1'),
  }
}

const refreshed = (form: URLSearchParams): boolean =>
  form.get('grant_type') === 'refresh_token' && form.get('refresh_token') === 'r-1'
const client = { clientId: 'c-1', clientSecret: 's-1', refreshToken: 'r-1' }
const urls = (host: string): JsonObject => ({
  authorizationUrl: { value: `https://${host}/authorize` },
  tokenUrl: { value: `https://${host}/token` },
  refreshUrl: { value: `https://${host}/token` },
})

describe('OAuth 2.0 of', () => {
  it.each<[string, JsonObject, string, JsonObject?]>([
    ['oauth2', { token: oauth('oauth2', urls('login.example.com'), ['read write']) }, 'POST /token'],
    [
      'oauth2, in any letter case',
      {
        token: oauth('OAuth2', {
          AuthorizationUrl: { value: 'https://l.example.com/a' },
          TokenUrl: { value: 'https://l.example.com/t' },
        }),
      },
      'POST /t',
    ],
    [
      'oauth2 with another URL for refreshing',
      {
        token: oauth('oauth2', {
          ...urls('login.example.com'),
          refreshUrl: { value: 'https://login.example.com/refresh' },
        }),
      },
      'POST /refresh',
    ],
    [
      'oauth2generic with templates over a connection parameter',
      {
        token: oauth('oauth2generic', {
          authorizationUrlTemplate: { value: 'https://account{CustomHost}/connect/authorize' },
          authorizationUrlQueryStringTemplate: {
            value:
              '?client_id={ClientId}&response_type=code&redirect_uri={RedirectUrl}&scope={Scopes}&prompt=login&state={State}',
          },
          tokenUrlTemplate: { value: 'https://account{CustomHost}/connect/token' },
          tokenBodyTemplate: {
            value:
              'client_id={ClientId}&code={Code}&redirect_uri={RedirectUrl}&grant_type=authorization_code&client_secret={ClientSecret}',
          },
          refreshUrlTemplate: { value: 'https://account{CustomHost}/connect/token' },
        }),
        'token:customHost': {
          type: 'string',
          uiDefinition: {
            constraints: { required: 'true', allowedValues: [{ text: 'EU', value: '-eu.example.com' }] },
          },
        },
      },
      'POST /connect/token',
      { customHost: '-eu.example.com' },
    ],
    [
      'Azure Active Directory, of a tenant',
      {
        token: oauth('aad', {
          loginUri: { value: 'https://login.windows.net' },
          tenantId: { value: 'common' },
          resourceUri: { value: 'https://graph.example.com' },
        }),
        'token:TenantId': { type: 'string', uiDefinition: { constraints: { required: 'false', hidden: 'true' } } },
      },
      'POST /contoso.example.com/oauth2/token',
      { TenantId: 'contoso.example.com' },
    ],
    [
      'Azure Active Directory, of any tenant, with a certificate elsewhere',
      { token: oauth('aadcertificate', { resourceUri: { value: 'https://graph.example.com' } }) },
      'POST /common/oauth2/token',
    ],
    [
      'a provider that is known by name',
      { token: oauth('google', {}, ['https://www.googleapis.com/auth/drive']) },
      'POST /token',
    ],
    [
      'a provider that is left out, where its files say where it is',
      {
        token: oauth('slack', {
          authorizationUrl: { value: 'https://slack.example.com/authorize' },
          tokenUrl: { value: 'https://slack.example.com/access' },
        }),
      },
      'POST /access',
    ],
  ])('%s', async (_name, connectionParameters, endpoint, settings) => {
    const files = { definition: swagger(paths), properties: { connectionParameters } }
    const routes = authority(endpoint, refreshed)
    const connection = { credentials: client, ...(settings !== undefined && { settings }) }
    await using sample = await drop(files, { routes, connection })
    expect((await sample.invoke('me')).output).toEqual({ ok: true })
  })

  it('a service by itself (client credentials), and of people: one of two sets', async () => {
    const token = oauth('aad', {
      ResourceUri: { value: 'https://graph.example.com' },
      grantType: { value: 'client_credentials' },
    })
    const properties = {
      connectionParameterSets: {
        values: [
          { name: 'key', parameters: { api_key: secret } },
          {
            name: 'service',
            parameters: { token, 'token:TenantId': text, 'token:clientId': text, 'token:clientSecret': secret },
          },
        ],
      },
    }
    const definition = swagger(paths, { securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } })
    const isScoped = (form: URLSearchParams): boolean => form.get('scope') === 'https://graph.example.com/.default'
    const routes = authority('POST /contoso/oauth2/v2.0/token', isScoped)
    const { refreshToken: _, ...credentials } = client
    await using service = await drop(
      { definition, properties },
      { routes, connection: { scheme: 'service-token', settings: { TenantId: 'contoso' }, credentials } },
    )
    expect((await service.invoke('me')).output).toEqual({ ok: true })
    await using keyed = await drop(
      { definition, properties },
      {
        routes: { 'GET /v1/me': checking(({ headers }) => headers['x-key'] === 'k-1') },
        connection: { scheme: 'key-api_key', credentials: { key: 'k-1' } },
      },
    )
    expect((await keyed.invoke('me')).output).toEqual({ ok: true })
  })

  it('a token beside a key that some operations need', async () => {
    const files = {
      definition: swagger(paths),
      properties: {
        connectionParameters: { token: oauth('oauth2', urls('login.example.com')), orders: secret },
        policyTemplateInstances: [
          policy(
            'setheader',
            { name: 'Api-Key', value: "@connectionParameters('orders','')", existsAction: 'override' },
            { operations: ['others'], section: 'Request' },
          ),
        ],
      },
    }
    const routes = {
      ...authority('POST /token', refreshed),
      'GET /v1/others': checking(
        ({ headers }) => headers['api-key'] === 'o-1' && headers.authorization === 'Bearer at-1',
      ),
    }
    const credentials = {
      ...Object.fromEntries(Object.entries(client).map(([name, value]) => [`token.${name}`, value])),
      'orders.key': 'o-1',
    }
    await using sample = await drop(files, { routes, connection: { scheme: 'orders+token', credentials } })
    expect((await sample.invoke('others')).output).toEqual({ ok: true })
    expect((await sample.invoke('me')).output).toEqual({ ok: true })
    expect(sample.service.requests.find(({ path }) => path === '/v1/me')?.headers['api-key']).toBeUndefined()
  })
})

describe('credentials that nothing places are no way to connect', () => {
  const basic = { username: text, password: optional }
  const inHeader = { securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } }
  const sets = (...values: JsonObject[]): JsonObject => ({ connectionParameterSets: { values } })

  it('beside one that can be had', async () => {
    const properties = sets({ name: 'basic', parameters: basic }, { name: 'key', parameters: { api_key: secret } })
    const routes = { 'GET /v1/me': checking(({ headers }) => headers['x-key'] === 'k-1') }
    const connection = { credentials: { key: 'k-1' } }
    await using sample = await drop({ definition: swagger(paths, inHeader), properties }, { routes, connection })
    expect((await sample.invoke('me')).output).toEqual({ ok: true })
    await expect(
      drop({ definition: swagger(paths, inHeader), properties }, { routes, connection: { credentials: {} } }),
    ).rejects.toMatchObject({ code: 'connection-invalid' })
  })

  it.each<[string, JsonObject]>([
    ['in several sets', sets({ name: 'basic', parameters: basic }, { name: 'other', parameters: basic })],
    ['in one', { connectionParameters: { password: optional } }],
  ])('by themselves, %s', async (_name, properties) => {
    await using sample = await drop({ definition: swagger(paths), properties }, { routes: {} })
    await expect(sample.invoke('me')).rejects.toMatchObject({ code: 'operation-unavailable' })
    expect(sample.service.requests).toEqual([])
  })
})

it('a key for each operation goes into the same header, each where it belongs', async () => {
  const keyed = (parameter: string, operation: string): JsonObject =>
    policy(
      'setheader',
      { name: 'Api-Key', value: `@connectionParameters('${parameter}','')`, existsAction: 'override' },
      { operations: [operation], section: 'Request' },
    )
  const files = {
    definition: swagger(paths),
    properties: {
      connectionParameters: { ordersKey: secret, pricingKey: secret },
      policyTemplateInstances: [keyed('ordersKey', 'me'), keyed('pricingKey', 'others')],
    },
  }
  const routes = {
    'GET /v1/me': checking(({ headers }) => headers['api-key'] === 'o-1'),
    'GET /v1/others': checking(({ headers }) => headers['api-key'] === 'p-1'),
  }
  const credentials = { 'ordersKey.ordersKey': 'o-1', 'pricingKey.pricingKey': 'p-1' }
  await using sample = await drop(files, { routes, connection: { scheme: 'ordersKey+pricingKey', credentials } })
  expect((await sample.invoke('me')).output).toEqual({ ok: true })
  expect((await sample.invoke('others')).output).toEqual({ ok: true })
})

describe('a browser is sent', () => {
  const aad = (custom: JsonObject): JsonObject => ({ token: oauth('aad', custom) })
  it.each<[string, JsonObject, JsonObject, string, Record<string, string>]>([
    [
      'to oauth2, with what its URL says',
      {
        token: oauth(
          'oauth2',
          { ...urls('l.example.com'), authorizationUrl: { value: 'https://l.example.com/a?request=code&' } },
          ['read', 'write'],
        ),
      },
      {},
      'https://l.example.com/a',
      { request: 'code', scope: 'read write', client_id: 'c-1' },
    ],
    [
      'to oauth2generic, with what its query says',
      {
        token: oauth(
          'oauth2generic',
          {
            authorizationUrlTemplate: { value: 'https://{region}.example.com/authorize' },
            authorizationUrlQueryStringTemplate: { value: '?client_id={ClientId}&state={State}&prompt=login' },
            tokenUrlTemplate: { value: 'https://{region}.example.com/token' },
            scopeListDelimiter: { value: ',' },
          },
          ['a', 'b'],
        ),
        'token:region': text,
      },
      { region: 'eu' },
      'https://eu.example.com/authorize',
      { prompt: 'login', scope: 'a,b' },
    ],
    [
      'to Azure Active Directory, for a resource',
      aad({ resourceUri: { value: 'https://graph.example.com' } }),
      {},
      'https://login.microsoftonline.com/common/oauth2/authorize',
      { resource: 'https://graph.example.com' },
    ],
    [
      'for the resource that its author left open',
      aad({ resourceUri: { value: '{{ resourceUri }}' } }),
      { resource: 'api://mine' },
      'https://login.microsoftonline.com/common/oauth2/authorize',
      { resource: 'api://mine' },
    ],
    [
      'for the resource of a connection parameter',
      { ...aad({ resourceUri: { value: 'https://disco.example.com' } }), 'token:resourceUri': text },
      { resourceUri: 'https://mine.example.com' },
      'https://login.microsoftonline.com/common/oauth2/authorize',
      { resource: 'https://mine.example.com' },
    ],
    [
      'to a provider by name',
      { token: oauth('dropbox', {}) },
      {},
      'https://www.dropbox.com/oauth2/authorize',
      { token_access_type: 'offline' },
    ],
  ])('%s', async (_name, connectionParameters, settings, address, parameters) => {
    await using sample = await drop({ definition: swagger(paths), properties: { connectionParameters } })
    const credentials = { clientId: 'c-1', clientSecret: 's-1' }
    const begun = { organisation: 'test', connector: 'sample', settings, credentials, session: 's' } as const
    const url = new URL((await sample.kernel.connections.authorise(begun)).url)
    expect(url.origin + url.pathname).toBe(address)
    expect(Object.fromEntries(url.searchParams)).toMatchObject(parameters)
  })
})

describe('nothing is guessed', () => {
  it.each<[string, JsonObject, string]>([
    ['a credential that nothing places', { connectionParameters: { api_key: secret } }, 'auth.placement'],
    [
      'a credential that goes into a body',
      {
        connectionParameters: { api_key: secret },
        policyTemplateInstances: [
          header("@connectionParameters('api_key')"),
          policy('setproperty', {
            newPropertyParentPathTemplate: '@body()',
            newPropertySubPathTemplate: 'key',
            propertyValuePathTemplate: "@connectionParameters('api_key')",
          }),
        ],
      },
      'auth.body',
    ],
    ['a provider that nobody knows', { connectionParameters: { token: oauth('nobody', {}) } }, 'auth.provider.nobody'],
    ...['instagram', 'microsoftaccount', 'slack', 'todoist', 'yammer'].map((name): [string, JsonObject, string] => [
      `which endpoints of ${name} are meant`,
      { connectionParameters: { token: oauth(name, {}) } },
      `auth.provider.${name}`,
    ]),
    [
      'a token URL with a place that nothing fills',
      {
        connectionParameters: {
          token: oauth('oauth2generic', {
            authorizationUrlTemplate: { value: 'https://l.example.com/a' },
            tokenUrlTemplate: { value: 'https://{region}.example.com/t' },
          }),
        },
      },
      'auth.template',
    ],
    [
      'a token request that asks for more',
      {
        connectionParameters: {
          token: oauth('oauth2generic', {
            authorizationUrlTemplate: { value: 'https://l.example.com/a' },
            tokenUrlTemplate: { value: 'https://l.example.com/t' },
            tokenBodyTemplate: { value: 'grant_type=client_credentials&kind=dummy' },
          }),
        },
      },
      'auth.template',
    ],
  ])('about %s', async (_name, properties, feature) => {
    await using sample = await drop({ definition: swagger(paths), properties })
    await expect(sample.invoke('me')).rejects.toMatchObject({ code: 'operation-unavailable' })
    const operation = await sample.kernel.catalogue.operation({ organisation: 'test', operation: 'sample.me' })
    expect(operation?.unavailable?.feature).toBe(feature)
  })
})
