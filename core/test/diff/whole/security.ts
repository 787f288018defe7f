import type {
  ApiKeyScheme,
  AuthorizationCodeFlow,
  ImplicitFlow,
  OAuth2Scheme,
  OAuthFlow,
  OpenIdConnectScheme,
  Template,
} from '../../../src/model/index.ts'
import type { Whole } from './whole.ts'

export const apiKey: Whole<ApiKeyScheme> = {
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
export const oauth: Whole<OAuth2Scheme> = {
  type: 'oauth2',
  flows: { authorizationCode, clientCredentials: flow, refreshToken: flow, password: flow, implicit },
  value: token,
  clientAuthentication: 'client_secret_basic',
}

export const openId: Whole<OpenIdConnectScheme> = {
  type: 'openIdConnect',
  openIdConnectUrl: 'https://{tenant}.example.com/.well-known/openid-configuration',
  variables,
  scopes,
  value: token,
  clientAuthentication: 'client_secret_post',
}
