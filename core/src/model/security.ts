import type { Dict } from './json.ts'
import type { Template } from './template.ts'
import type { UrlVariable } from './url-variable.ts'

/** Scheme names with the scopes each needs; all of them together (AND). */
export type SecurityRequirement = Dict<readonly string[]>

/** OpenAPI Security Scheme Objects. `value` is what is placed, over `credentials`, where the default does not fit. */
export type SecurityScheme = ApiKeyScheme | HttpScheme | OAuth2Scheme

/** Credential: `{ key }`. */
export interface ApiKeyScheme {
  readonly type: 'apiKey'
  readonly in: 'header' | 'query' | 'cookie'
  readonly name: string
  readonly value?: Template
}

/** `basic` (RFC 7617): `{ username, password }`. `bearer` (RFC 6750): `{ token }`. */
export interface HttpScheme {
  readonly type: 'http'
  readonly scheme: 'basic' | 'bearer'
  readonly value?: Template
}

/** Credentials: `{ clientId, clientSecret?, refreshToken? }`; kept besides: `{ accessToken, … }` (RFC 6749). */
export interface OAuth2Scheme {
  readonly type: 'oauth2'
  readonly flows: {
    readonly authorizationCode?: AuthorizationCodeFlow
    readonly clientCredentials?: OAuthFlow
    readonly refreshToken?: OAuthFlow
  }
  readonly value?: Template
}

/** RFC 6749 section 4.1 with PKCE (RFC 7636). `variables` fill both URLs. */
export interface AuthorizationCodeFlow extends OAuthFlow {
  readonly authorizationUrl: string
  /** Sent to `authorizationUrl` besides, such as `access_type: offline`. */
  readonly parameters?: Dict<string>
}

export interface OAuthFlow {
  readonly tokenUrl: string
  readonly variables: Dict<UrlVariable>
  readonly scopes: Dict<string>
}
