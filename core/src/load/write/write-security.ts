import {
  type AuthorizationCodeFlow,
  dict,
  type ImplicitFlow,
  type Json,
  type JsonObject,
  type OAuthFlow,
  type SecurityRequirement,
  type SecurityScheme,
} from '../../model/index.ts'
import { writeVariables } from './write-servers.ts'
import { writeCredentialText } from './write-template.ts'
import { written } from './written.ts'

export function writeScheme(scheme: SecurityScheme): JsonObject {
  const value = scheme.value === undefined ? undefined : writeCredentialText(scheme.value)
  if (scheme.type === 'apiKey') {
    const { type, in: place, name, credential } = scheme
    return written({ type, in: place, name, credential, value })
  }
  if (scheme.type === 'http') return written({ type: scheme.type, scheme: scheme.scheme, value })
  if (scheme.type === 'mutualTLS') return written({ type: scheme.type })
  if (scheme.type === 'openIdConnect') {
    const { type, openIdConnectUrl, variables, scopes, clientAuthentication } = scheme
    const rest = { variables: writeVariables(variables), scopes: someOf(scopes), clientAuthentication, value }
    return written({ type, openIdConnectUrl, ...rest })
  }
  if (scheme.type !== 'oauth2')
    return dict<Json>([['type', scheme.type], ...Object.entries((scheme as { readonly options: JsonObject }).options)])
  const { authorizationCode, clientCredentials, refreshToken, password, implicit } = scheme.flows
  return written({
    type: scheme.type,
    flows: written({
      authorizationCode: authorizationCode && writeAuthorizationCode(authorizationCode),
      clientCredentials: clientCredentials && writeFlow(clientCredentials),
      refreshToken: refreshToken && writeFlow(refreshToken),
      password: password && writeFlow(password),
      implicit: implicit && writeImplicit(implicit),
    }),
    clientAuthentication: scheme.clientAuthentication,
    value,
  })
}

function writeAuthorizationCode(flow: AuthorizationCodeFlow): JsonObject {
  const { authorizationUrl, issuer, scopeSeparator, parameters } = flow
  const { tokenUrl, ...rest } = writeFlow(flow)
  return written({ authorizationUrl, tokenUrl, issuer, ...rest, scopeSeparator, parameters })
}

function writeImplicit({ authorizationUrl, variables, scopes }: ImplicitFlow): JsonObject {
  return written({ authorizationUrl, variables: writeVariables(variables), scopes: someOf(scopes) })
}

function writeFlow({ tokenUrl, variables, scopes }: OAuthFlow): JsonObject {
  return written({ tokenUrl, variables: writeVariables(variables), scopes: someOf(scopes) })
}

function someOf(scopes: JsonObject): JsonObject | undefined {
  return Object.keys(scopes).length === 0 ? undefined : scopes
}

export function writeRequirements(requirements: readonly SecurityRequirement[]): Json {
  return requirements.map((each) => dict<Json>(Object.entries(each)))
}

/** Undefined where it is what a manifest means that says nothing: its one scheme, or none. */
export function writeSecurity(
  security: readonly SecurityRequirement[],
  schemes: Readonly<Record<string, SecurityScheme>>,
): Json | undefined {
  const names = Object.keys(schemes)
  const meant = names.length === 0 ? [] : [dict([[names[0] ?? '', []]])]
  const isMeant = names.length < 2 && JSON.stringify(security) === JSON.stringify(meant)
  return isMeant ? undefined : writeRequirements(security)
}
