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
  readonly in: 'header' | 'query'
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
  readonly flows: { readonly clientCredentials?: OAuthFlow; readonly refreshToken?: OAuthFlow }
  readonly value?: Template
}

export interface OAuthFlow {
  readonly tokenUrl: string
  readonly variables: Dict<UrlVariable>
  readonly scopes: Dict<string>
}
