import type { JsonObject } from '@jackfield/core'
import type { FakeRequest } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { checking, header, optional, paths, secret, text } from './auth-parts.ts'
import { drop, policy, swagger } from './harness.ts'

interface Class {
  readonly definition?: JsonObject
  readonly properties: JsonObject
  readonly connection: { settings?: JsonObject; credentials: Record<string, string>; scheme?: string }
  readonly is: (request: FakeRequest) => boolean
}

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
