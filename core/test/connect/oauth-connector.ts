import {
  type AuthorizationCodeFlow,
  type Connector,
  dict,
  type OAuth2Scheme,
  type SecurityScheme,
} from '../../src/model/index.ts'
import { connectorOf, server } from './connector.ts'

export const issuer = 'https://auth.example.com'
export const api = 'https://api.example.com'

/** One service with its authorisation server, and one flow. */
export function oauthConnector(
  flow: 'clientCredentials' | 'refreshToken',
  more: Pick<Extract<SecurityScheme, { type: 'oauth2' }>, 'value'> = {},
): Connector {
  const scopes = dict(flow === 'clientCredentials' ? [['orders.read', 'Read orders'] as const] : [])
  const flows = { [flow]: { tokenUrl: `${issuer}/token`, variables: {}, scopes } }
  const oauth: SecurityScheme = { type: 'oauth2', flows, ...more }
  return connectorOf({ id: 'service', servers: [server(api)], schemes: { oauth } })
}

/** One that a person authorises in the browser. */
export function browserConnector(
  more: Partial<AuthorizationCodeFlow> = {},
  scheme: Partial<OAuth2Scheme> = {},
): Connector {
  const authorizationCode: AuthorizationCodeFlow = {
    authorizationUrl: `${issuer}/auth`,
    tokenUrl: `${issuer}/token`,
    variables: {},
    scopes: dict([
      ['openid', 'Know who you are'],
      ['offline_access', 'While you are away'],
    ]),
    parameters: dict([['prompt', 'consent']]),
    ...more,
  }
  const oauth: SecurityScheme = { type: 'oauth2', flows: { authorizationCode }, ...scheme }
  return connectorOf({ id: 'service', servers: [server(api)], schemes: { oauth } })
}
