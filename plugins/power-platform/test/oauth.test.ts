import type { JsonObject } from '@jackfield/core'
import type { FakeAnswer, FakeRequest } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { checking, oauth, paths, secret, text, urls } from './auth-parts.ts'
import { drop, policy, swagger } from './harness.ts'

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
