import type { Dict, JsonObject } from './json.ts'
import type { Template } from './template.ts'
import type { UrlVariable } from './url-variable.ts'

/** Scheme names with the scopes each needs; all of them together (AND). */
export type SecurityRequirement = Dict<readonly string[]>

/** OpenAPI Security Scheme Objects. `value` is what is placed, over `credentials`, where the default does not fit. */
export type SecurityScheme =
  | ApiKeyScheme
  | HttpScheme
  | MutualTlsScheme
  | OAuth2Scheme
  | OpenIdConnectScheme
  | CustomScheme

/** Credential: `{ key }`. */
export interface ApiKeyScheme {
  readonly type: 'apiKey'
  readonly in: 'header' | 'query' | 'cookie'
  readonly name: string
  /** What people know the key by: asked for under this name, while it is kept and read as `key`. */
  readonly credential?: { readonly name: string; readonly title?: string }
  readonly value?: Template
}

/** `basic` (RFC 7617) and `digest` (RFC 7616): `{ username, password }`. `bearer` (RFC 6750): `{ token }`. */
export interface HttpScheme {
  readonly type: 'http'
  readonly scheme: 'basic' | 'bearer' | 'digest'
  readonly value?: Template
}

/**
 * A certificate of the client's (TLS, RFC 8446 section 4.4.2). Credentials, in PEM: `{ certificate, key, passphrase?
 * }`.
 */
export interface MutualTlsScheme {
  readonly type: 'mutualTLS'
  readonly value?: never
}

/** Credentials: `{ clientId, clientSecret?, refreshToken? }`; kept besides: `{ accessToken, … }` (RFC 6749). */
export interface OAuth2Scheme {
  readonly type: 'oauth2'
  readonly flows: {
    readonly authorizationCode?: AuthorizationCodeFlow
    readonly clientCredentials?: OAuthFlow
    readonly refreshToken?: OAuthFlow
    /** RFC 6749 section 4.3. Credentials: `{ clientId?, clientSecret?, username, password }`. */
    readonly password?: OAuthFlow
    /** No flow of ours (RFC 9700 section 2.1.2): the access token is entered, `{ accessToken }`, and never renewed. */
    readonly implicit?: ImplicitFlow
  }
  readonly value?: Template
  /**
   * How the client authenticates at the token endpoint, as RFC 8414 names it. Absent: `client_secret_post`, and where
   * that is refused `client_secret_basic`; `none` without a secret.
   */
  readonly clientAuthentication?: ClientAuthentication
}

export type ClientAuthentication = 'client_secret_basic' | 'client_secret_post' | 'none'

/**
 * OpenID Connect Discovery 1.0: where a person allows it, and where tokens are asked for, its document says.
 * Credentials as of OAuth 2.0's authorisation code, or with a refresh token that the person has.
 */
export interface OpenIdConnectScheme {
  readonly type: 'openIdConnect'
  /** Of the document, `…/.well-known/openid-configuration`. */
  readonly openIdConnectUrl: string
  readonly variables: Dict<UrlVariable>
  readonly scopes: Dict<string>
  readonly value?: Template
  readonly clientAuthentication?: ClientAuthentication
}

/** A type that an extension serves. */
export interface CustomScheme {
  readonly type: `x-${string}`
  /** What the manifest writes beside the type: the extension's own words. */
  readonly options: JsonObject
  readonly value?: never
}

/** RFC 6749 section 4.1 with PKCE (RFC 7636). `variables` fill all URLs. */
export interface AuthorizationCodeFlow extends OAuthFlow {
  readonly authorizationUrl: string
  /** What `iss` in the callback must equal (RFC 9207). Absent: an `iss` must be of one of the two URLs' origin. */
  readonly issuer?: string
  /** What stands between scopes. @default ' ' (RFC 6749 section 3.3) */
  readonly scopeSeparator?: ' ' | ','
  /**
   * Sent to `authorizationUrl` besides, such as `access_type: offline`; `settings.name` of a connection where it has
   * that.
   */
  readonly parameters?: Dict<string | { readonly from: string }>
}

/** Where a person gets an access token, for people to know; nothing is sent there. */
export interface ImplicitFlow {
  readonly authorizationUrl: string
  readonly variables: Dict<UrlVariable>
  readonly scopes: Dict<string>
}

export interface OAuthFlow {
  readonly tokenUrl: string
  readonly variables: Dict<UrlVariable>
  readonly scopes: Dict<string>
}

/**
 * What a request for authorisation says itself (RFC 6749, section 4.1.1; RFC 7636, section 4.3): a connector that set
 * it would undo what protects the way back.
 */
export const authorizationRequestParameters: ReadonlySet<string> = new Set([
  'client_id',
  'code_challenge',
  'code_challenge_method',
  'redirect_uri',
  'response_mode',
  'response_type',
  'scope',
  'state',
])
