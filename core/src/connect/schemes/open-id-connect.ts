import { connectionInvalid, isJackfieldError } from '../../errors/index.ts'
import {
  type Dict,
  dict,
  isJsonObject,
  type JsonObject,
  type OAuth2Scheme,
  type OpenIdConnectScheme,
} from '../../model/index.ts'
import type { AuthScheme, Discovery } from '../auth-scheme.ts'
import { oauth2 } from './oauth2.ts'

/** Names of what is kept with the connection: no `derived` of a connector can have them. */
const names = { authorisation: 'openid:authorization_endpoint', token: 'openid:token_endpoint' } as const

/**
 * `openIdConnect` (OpenAPI 3.1; OpenID Connect Discovery 1.0): OAuth 2.0 with the endpoints that the provider's
 * document says when a connection is made. They are kept with it, and later documents move nothing (Law 2).
 */
export const openIdConnect: AuthScheme<OpenIdConnectScheme> = {
  type: 'openIdConnect',
  discover,
  fields: (scheme) => oauth2.fields(asOAuth(scheme)),
  placements: (scheme) => oauth2.placements(asOAuth(scheme)),
  sign: (request, scheme, credentials) => oauth2.sign(request, asOAuth(scheme), credentials),
  tokenEndpoint: (scheme, credentials) => oauth2.tokenEndpoint?.(asOAuth(scheme), credentials),
  renew: async (renewal) => {
    const asked = await oauth2.renew?.({ ...renewal, scheme: asOAuth(renewal.scheme) })
    return asked ?? { credentials: {} }
  },
  ...(oauth2.browser && {
    browser: {
      endpoints: (scheme) => oauth2.browser?.endpoints(asOAuth(scheme)),
      fields: (scheme) => oauth2.browser?.fields(asOAuth(scheme)) ?? [],
      scopes: (scheme) => oauth2.browser?.scopes(asOAuth(scheme)) ?? [],
      begin: (beginning) => oauth2.browser?.begin({ ...beginning, scheme: asOAuth(beginning.scheme) }) as never,
      exchange: (exchange) => oauth2.browser?.exchange({ ...exchange, scheme: asOAuth(exchange.scheme) }) as never,
    },
  }),
}

const known = new WeakMap<OpenIdConnectScheme, OAuth2Scheme>()

/** The scheme with endpoints that are filled in from what was discovered. */
function asOAuth(scheme: OpenIdConnectScheme): OAuth2Scheme {
  const made = known.get(scheme)
  if (made !== undefined) return made
  const { scopes, value, clientAuthentication } = scheme
  const variables = dict(
    Object.values(names).map((name) => [name, { from: `derived.${name}`, url: true as const }] as const),
  )
  const flow = { tokenUrl: `{${names.token}}`, variables, scopes }
  const oauth: OAuth2Scheme = {
    type: 'oauth2',
    flows: { authorizationCode: { ...flow, authorizationUrl: `{${names.authorisation}}` }, refreshToken: flow },
    ...(value !== undefined && { value }),
    ...(clientAuthentication !== undefined && { clientAuthentication }),
  }
  known.set(scheme, oauth)
  return oauth
}

async function discover({ scheme, fill, fetch, signal }: Discovery<OpenIdConnectScheme>): Promise<Dict<string>> {
  const { openIdConnectUrl: url, variables } = scheme
  const document = await fetchDocument(fill({ url, variables }), fetch, signal)
  return dict([
    [names.authorisation, endpointIn(document, 'authorization_endpoint', url)],
    [names.token, endpointIn(document, 'token_endpoint', url)],
  ])
}

async function fetchDocument(url: string, fetch: Discovery['fetch'], signal: AbortSignal): Promise<JsonObject> {
  try {
    const response = await fetch(url, { headers: { accept: 'application/json' }, signal })
    if (!response.ok) throw new Error(`it was answered with status ${response.status}`)
    const document = await response.json()
    if (isJsonObject(document)) return document
    throw new Error('what it answers is no JSON object')
  } catch (cause) {
    if (isJackfieldError(cause)) throw cause
    throw refusal(url, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

function endpointIn(document: JsonObject, name: string, url: string): string {
  const endpoint = document[name]
  if (typeof endpoint === 'string' && URL.canParse(endpoint)) return endpoint
  throw refusal(url, `it says no "${name}"`)
}

function refusal(url: string, complaint: string, cause?: unknown): Error {
  const message = `The OpenID Connect document at ${url} can't be used: ${complaint}.`
  return connectionInvalid(message, {
    hint: 'Compare openIdConnectUrl with what the provider documents; it ends with /.well-known/openid-configuration.',
    problems: [{ code: 'discovery-failed', message, pointer: '/scheme' }],
    ...(cause !== undefined && { cause }),
  })
}
