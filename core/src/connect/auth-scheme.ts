import type { SignableRequest } from '../http/index.ts'
import type { Dict, Json, SecurityScheme, Server } from '../model/index.ts'

/** An extension point: one type of security scheme (`apiKey`, `http`, `oauth2`, …). */
export interface AuthScheme<Scheme extends SecurityScheme = SecurityScheme> {
  /** The `type` of the Security Scheme Objects that it serves. */
  readonly type: string
  /** What a person enters, in the order to ask for it. */
  fields(scheme: Scheme): readonly CredentialField[]
  /** Where each credential is put: for grants. */
  placements(scheme: Scheme): readonly CredentialPlacement[]
  /**
   * Puts the credentials on a copy of the request, never on another origin. `credentials` has what was entered and what
   * was learnt (tokens).
   */
  sign(request: SignableRequest, scheme: Scheme, credentials: Dict<Json>): SignableRequest
  /** The token endpoint that {@link AuthScheme.renew} asks; both or neither. */
  tokenEndpoint?(scheme: Scheme, credentials: Dict<Json>): Server
  /**
   * Gets new tokens where the scheme has any: answers credentials to keep besides, and when they end. Called before the
   * first request, before the end, and after a 401. Throws `token-refused`, or `connection-needs-reauthorisation` where
   * what was entered will never work again. Absent: nothing to renew, a 401 stands.
   */
  renew?(renewal: Renewal<Scheme>): Promise<Renewed>
}

export interface CredentialField {
  readonly name: string
  readonly title: string
  readonly required: boolean
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
  /** The token endpoint with its variables filled in. */
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
}
