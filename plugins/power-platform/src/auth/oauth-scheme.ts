import { type AuthorizationCodeFlow, dict, type OAuth2Scheme, sampleUrl, type UrlVariable } from '@jackfield/core'
import { authorizationPage } from '@jackfield/openapi'
import type { Feature } from '../features.ts'

/** What an OAuth 2.0 scheme is made of, from whichever identity provider. */
export interface OAuthParts {
  readonly authorizationUrl: string
  readonly tokenUrl: string
  readonly refreshUrl: string | undefined
  readonly variables: Readonly<Record<string, UrlVariable>>
  readonly scopes: readonly string[]
  readonly parameters?: NonNullable<AuthorizationCodeFlow['parameters']>
  readonly scopeSeparator?: ','
  readonly clientAuthentication?: 'client_secret_basic'
}

/** A scheme with the authorisation code grant, and with a refresh token that a person has already. */
export function oauthScheme(parts: OAuthParts): OAuth2Scheme | Feature {
  const { tokenUrl, refreshUrl = tokenUrl, scopes, scopeSeparator } = parts
  if ([parts.authorizationUrl, tokenUrl, refreshUrl].some((url) => !isFilled(url, parts))) return 'auth.template'
  if (!isEndpoint(tokenUrl)) return tokenUrl.includes('?') ? 'auth.template' : 'auth.provider.oauth2'
  const tokens = isEndpoint(refreshUrl) ? refreshUrl : tokenUrl
  const common = { variables: dict<UrlVariable>(), scopes: dict(scopes.map((scope) => [scope, ''] as const)) }
  const refreshToken = { ...common, tokenUrl: tokens, variables: variablesOf([tokens], parts) }
  const { url, parameters, isPlain } = splitUrl(parts)
  const authorizationCode = {
    ...common,
    tokenUrl,
    authorizationUrl: url,
    variables: variablesOf([tokenUrl, url], parts),
    ...(Object.keys(parameters).length > 0 && { parameters: dict(Object.entries(parameters)) }),
    ...(scopeSeparator !== undefined && { scopeSeparator }),
  }
  const { clientAuthentication } = parts
  return {
    type: 'oauth2',
    flows: {
      ...(isPlain && { authorizationCode }),
      ...((!isPlain || tokens !== tokenUrl) && { refreshToken }),
    },
    ...(clientAuthentication !== undefined && { clientAuthentication }),
  }
}

/** A page with a fragment (`/#/authorize`) is no redirection endpoint's peer (RFC 6749, section 3.1). */
function splitUrl({ authorizationUrl, parameters }: OAuthParts) {
  const { url, parameters: said } = authorizationPage(authorizationUrl)
  return {
    url,
    parameters: { ...said, ...parameters },
    isPlain: !authorizationUrl.includes('#') && isEndpoint(url),
  }
}

function variablesOf(urls: readonly string[], { variables }: OAuthParts): Readonly<Record<string, UrlVariable>> {
  return dict(Object.entries(variables).filter(([name]) => urls.some((url) => url.includes(`{${name}}`))))
}

/** Whether each placeholder in it is one that something fills. */
function isFilled(url: string, { variables }: OAuthParts): boolean {
  return !/[{}]/.test(url.replaceAll(/\{([^{}]*)\}/g, (braces, name) => (Object.hasOwn(variables, name) ? '' : braces)))
}

/** RFC 6749, section 3.2; what a variable will fill is taken as something that a URL may have there. */
function isEndpoint(url: string): boolean {
  return !/[?#\s]/.test(url) && sampleUrl(url) !== null
}
