import type { JsonObject } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { checking, header, oauth, optional, paths, secret, text } from './auth-parts.ts'
import { drop, policy, swagger } from './harness.ts'

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
