import type { ClientCertificate, SignableRequest } from '../http/index.ts'
import type { Dict, Json, JsonObject, Problem, SecurityScheme, Server } from '../model/index.ts'

/** An extension point: one type of security scheme (`apiKey`, `http`, `oauth2`, …). */
export interface AuthScheme<Scheme extends SecurityScheme = SecurityScheme> {
  /** The `type` of the Security Scheme Objects that it serves. */
  readonly type: string
  /** What is wrong with one in a manifest; `pointer` into the scheme, such as `/options/header`. */
  check?(scheme: Scheme): readonly Pick<Problem, 'message' | 'pointer' | 'hint'>[]
  /** What a person enters, in the order to ask for it. */
  fields(scheme: Scheme): readonly CredentialField[]
  /**
   * What a service says of itself when a connection is made, such as where its tokens come from: kept with the
   * connection as `derived`, under names with a colon in them, and filled into URLs that read them. Throws
   * `connection-invalid`.
   */
  discover?(discovery: Discovery<Scheme>): Promise<Dict<string>>
  /** What is wrong with what was entered, besides what is missing. Never quotes it. */
  checkEntered?(scheme: Scheme, credentials: Dict<Json>): readonly WrongCredential[]
  /** Where each credential is put: for grants. */
  placements(scheme: Scheme): readonly CredentialPlacement[]
  /**
   * Puts the credentials on a copy of the request, never on another origin. `credentials` has what was entered and what
   * was learnt (tokens).
   */
  sign(request: SignableRequest, scheme: Scheme, credentials: Dict<Json>): SignableRequest
  /**
   * The certificate by which the client is known in TLS, where the service asks for one; presented to the origins that
   * requests are signed for, and only there.
   */
  certificate?(scheme: Scheme, credentials: Dict<Json>): ClientCertificate
  /**
   * What a refusal asks for (`WWW-Authenticate` of a 401): kept in memory, and given to `sign` as the credential
   * `challenge`, with how often it was used as its `count`; the request is then sent once more. `undefined`: nothing
   * that these credentials could answer.
   */
  meet?(scheme: Scheme, challenges: string): Challenge | undefined
  /** The token endpoint that {@link AuthScheme.renew} asks; both or neither. `undefined`: it asks nobody. */
  tokenEndpoint?(scheme: Scheme, credentials: Dict<Json>): Server | undefined
  /**
   * Gets new tokens where the scheme has any: answers credentials to keep besides, and when they end. Called before the
   * first request, before the end, and after a 401. Throws `token-refused`, or `connection-needs-reauthorisation` where
   * what was entered will never work again. Absent: nothing to renew, a 401 stands.
   */
  renew?(renewal: Renewal<Scheme>): Promise<Renewed>
  /** How a person allows it in a browser; absent where credentials are only entered. */
  readonly browser?: BrowserAuthorisation<Scheme>
}

/** Authorisation that goes through the person's browser and comes back with something to be exchanged for tokens. */
export interface BrowserAuthorisation<Scheme extends SecurityScheme = SecurityScheme> {
  /** Where the browser is sent, and where tokens are asked for; `undefined` where this scheme has no such way. */
  endpoints(scheme: Scheme): { readonly authorisation: Server; readonly token: Server } | undefined
  /** What is entered before, in the order to ask for it. */
  fields(scheme: Scheme): readonly CredentialField[]
  /** What may be asked for. */
  scopes(scheme: Scheme): readonly string[]
  /** Answers the URL to send the browser to, and what has to be kept until it comes back. */
  begin(beginning: Beginning<Scheme>): Promise<{ readonly url: string; readonly kept: Dict<string> }>
  /** Exchanges what came back. Throws `authorisation-denied`, `authorisation-refused`, `token-refused`. */
  exchange(exchange: Exchange<Scheme>): Promise<Renewed>
}

/** `nonce`: what makes it another one. `stale`: what was sent was right, but for its nonce. */
export interface Challenge {
  readonly nonce: string
  readonly stale: boolean
}

export interface Discovery<Scheme extends SecurityScheme = SecurityScheme> {
  readonly scheme: Scheme
  /** Fills a URL with the settings that were entered. */
  fill(server: Server): string
  /** Unsigned, guarded as every request is. */
  readonly fetch: typeof fetch
  readonly signal: AbortSignal
}

export interface Beginning<Scheme extends SecurityScheme = SecurityScheme> {
  readonly scheme: Scheme
  readonly credentials: Dict<Json>
  /** The authorisation endpoint with its variables filled in. */
  readonly authorizationUrl: string
  readonly redirectUri: string
  readonly state: string
  readonly scopes: readonly string[]
  /** The connection's, as far as there are any. */
  readonly settings: JsonObject
}

export interface Exchange<Scheme extends SecurityScheme = SecurityScheme> extends Renewal<Scheme> {
  readonly authorizationUrl: string
  readonly redirectUri: string
  readonly state: string
  readonly kept: Dict<string>
  /** The query of the callback. */
  readonly parameters: URLSearchParams
  /** Fills another URL of the scheme with what the connection was given. */
  fill(server: Server): string
}

export interface CredentialField {
  readonly name: string
  readonly title: string
  readonly required: boolean
  /** The name that it is kept by and that schemes read, which is taken as well. @default `name` */
  readonly keptAs?: string
  /** It has lines, as PEM does. @default false */
  readonly multiline?: boolean
}

export interface WrongCredential {
  readonly credential: string
  readonly message: string
  readonly hint?: string
}

/** `to`: the connector's servers, or one token endpoint (its variables are filled in by the connection). */
export interface CredentialPlacement {
  readonly credential: string
  /** `header X-Api-Key`, `query key`, `token request` (its body or its `Authorization`). */
  readonly placement: string
  readonly to: 'servers' | Server
}

export interface Renewal<Scheme extends SecurityScheme = SecurityScheme> {
  readonly scheme: Scheme
  readonly credentials: Dict<Json>
  /** The token endpoint with its variables filled in; empty where nobody is asked. */
  readonly tokenUrl: string
  /** Unsigned, guarded as every request is. */
  readonly fetch: typeof fetch
  readonly signal?: AbortSignal
}

export interface Renewed {
  /** Laid over what is known so far: a rotated refresh token replaces the one that was entered. */
  readonly credentials: Dict<Json>
  /** Seconds from now; absent where the server does not say. */
  readonly expiresIn?: number
  /** What the server answered besides, without its tokens: what `derived` reads. Never kept. */
  readonly answer?: JsonObject
}
