import type { JsonObject } from '@jackfield/core'
import type { FakeAnswer, FakeRequest } from '@jackfield/core/testing'
import { policy } from './harness.ts'

export const paths: JsonObject = {
  '/me': { get: { operationId: 'me', responses: { 200: { description: 'OK', schema: { type: 'object' } } } } },
  '/others': { get: { operationId: 'others', responses: { 200: { description: 'OK', schema: { type: 'object' } } } } },
}
export const secret = { type: 'securestring', uiDefinition: { displayName: 'Key', constraints: { required: 'true' } } }
export const optional = { type: 'securestring', uiDefinition: { constraints: { required: 'false' } } }
export const text = { type: 'string', uiDefinition: { constraints: { required: 'true' } } }
export const header = (value: string, name = 'Authorization'): JsonObject =>
  policy('setheader', { name, value, existsAction: 'override' }, { section: 'Request' })

/** Answers whom it knows, and nobody else. */
export function checking(is: (request: FakeRequest) => boolean): (request: FakeRequest) => FakeAnswer {
  return (request) => (is(request) ? { json: { ok: true } } : { status: 401, json: { message: 'who are you?' } })
}

export const oauth = (
  identityProvider: string,
  customParameters: JsonObject,
  scopes: readonly string[] = [],
): JsonObject => ({
  type: 'oauthSetting',
  oAuthSettings: { identityProvider, clientId: 'theirs', scopes, redirectMode: 'Global', customParameters },
})

/** Where a provider is. */
export const urls = (host: string): JsonObject => ({
  authorizationUrl: { value: `https://${host}/authorize` },
  tokenUrl: { value: `https://${host}/token` },
  refreshUrl: { value: `https://${host}/token` },
})
