import type { JsonObject } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { oauth, paths, text, urls } from './auth-parts.ts'
import { drop, swagger } from './harness.ts'

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
