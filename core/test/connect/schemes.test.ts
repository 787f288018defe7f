import { expect, test } from 'vitest'
import { createAuthSchemes } from '../../src/connect/schemes/auth-schemes.ts'
import type { SignableRequest } from '../../src/http/index.ts'
import { dict, type Json, type SecurityScheme, type Template } from '../../src/model/index.ts'

const schemes = createAuthSchemes()
const value = (...parts: (string | { name: string })[]): Template => ({
  kind: 'text',
  parts: parts.map((part) => (typeof part === 'string' ? part : { root: 'credentials', path: [part.name] })),
})

function sign(scheme: SecurityScheme, credentials: Record<string, Json>, request: Partial<SignableRequest> = {}) {
  const unsigned = { url: 'https://api.example.com/orders', headers: dict<string>(), ...request }
  return schemes.get(scheme.type)?.sign(Object.freeze(unsigned), scheme, credentials)
}

test('an API key goes into its header, in place of one that is there', () => {
  const headers = Object.freeze({ 'x-api-key': 'mine', accept: 'text/plain' })
  const signed = sign({ type: 'apiKey', in: 'header', name: 'X-Api-Key' }, { key: 'k-1' }, { headers })
  expect({ ...signed?.headers }).toEqual({ 'x-api-key': 'k-1', accept: 'text/plain' })
  expect(headers['x-api-key']).toBe('mine')
})

test.each([
  ['https://api.example.com/orders', 'https://api.example.com/orders?api%20key=a%26b%3D%2F%C3%A9'],
  ['https://api.example.com/orders?a=1', 'https://api.example.com/orders?a=1&api%20key=a%26b%3D%2F%C3%A9'],
  [
    'https://api.example.com/o?api+key=x&a=1&api%20key=y#top',
    'https://api.example.com/o?a=1&api%20key=a%26b%3D%2F%C3%A9',
  ],
])('an API key goes into the query of %s, in place of those that are there', (url, expected) => {
  expect(sign({ type: 'apiKey', in: 'query', name: 'api key' }, { key: 'a&b=/é' }, { url })?.url).toBe(expected)
})

test('a value decides what is placed', () => {
  const scheme: SecurityScheme = {
    type: 'apiKey',
    in: 'header',
    name: 'X-Auth',
    value: value('Token ', { name: 'key' }),
  }
  expect(sign(scheme, { key: 'k-1' })?.headers['x-auth']).toBe('Token k-1')
})

test.each([
  // RFC 7617, sections 2 and 2.1
  [{ username: 'Aladdin', password: 'open sesame' }, 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
  [{ username: 'test', password: '123£' }, 'Basic dGVzdDoxMjPCow=='],
  [{ username: 'key-only' }, 'Basic a2V5LW9ubHk6'],
  [{ password: 'a:b' }, 'Basic OmE6Yg=='],
])('Basic: %o', (credentials, expected) => {
  expect(sign({ type: 'http', scheme: 'basic' }, credentials as never)?.headers.authorization).toBe(expected)
})

test('Basic refuses a colon in the user name', () => {
  const signing = () => sign({ type: 'http', scheme: 'basic' }, { username: 'a:b', password: 'c' })
  expect(signing).toThrow(expect.objectContaining({ code: 'connection-invalid' }))
})

test('Bearer and OAuth', () => {
  expect(sign({ type: 'http', scheme: 'bearer' }, { token: 't-1' })?.headers.authorization).toBe('Bearer t-1')
  expect(sign({ type: 'oauth2', flows: {} }, { accessToken: 't-2' })?.headers.authorization).toBe('Bearer t-2')
  const zoho: SecurityScheme = { type: 'oauth2', flows: {}, value: value('Zoho-oauthtoken ', { name: 'accessToken' }) }
  expect(sign(zoho, { accessToken: 't-3' })?.headers.authorization).toBe('Zoho-oauthtoken t-3')
})

test.each(['a\r\nX-Injected: 1', 'naïve', ''])('a header refuses %j without printing it', (key) => {
  const signing = () => sign({ type: 'apiKey', in: 'header', name: 'X-Api-Key' }, { key })
  expect(signing).toThrow(
    expect.objectContaining({ code: 'connection-invalid', message: expect.stringContaining('X-Api-Key') }),
  )
  if (key !== '') expect(signing).not.toThrow(key)
})

test('placements follow what a value reads', () => {
  const flow = { tokenUrl: 'https://auth.example.com/token', variables: {}, scopes: {} }
  const placements = (scheme: SecurityScheme) =>
    schemes
      .get(scheme.type)
      ?.placements(scheme)
      .map(({ credential, placement, to }) => {
        return `${credential} -> ${placement} of ${to === 'servers' ? to : to.url}`
      })
  expect(placements({ type: 'apiKey', in: 'query', name: 'key' })).toEqual(['key -> query key of servers'])
  expect(placements({ type: 'http', scheme: 'basic' })).toEqual([
    'username -> header Authorization of servers',
    'password -> header Authorization of servers',
  ])
  expect(
    placements({ type: 'oauth2', flows: { refreshToken: flow }, value: value('X ', { name: 'refreshToken' }) }),
  ).toEqual([
    'refreshToken -> header Authorization of servers',
    'clientId -> token request of https://auth.example.com/token',
    'clientSecret -> token request of https://auth.example.com/token',
    'refreshToken -> token request of https://auth.example.com/token',
  ])
})

test('an extension brings a type of its own, not one that is there', () => {
  const own = { type: 'hmac', fields: () => [], placements: () => [], sign: (request: SignableRequest) => request }
  expect(createAuthSchemes([own]).get('hmac')).toBe(own)
  expect(() => createAuthSchemes([{ ...own, type: 'apiKey' }])).toThrow(/two security schemes of type "apiKey"/)
})
