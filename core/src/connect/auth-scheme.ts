import type { SignableRequest } from '../http/index.ts'
import type { Dict, Json, SecurityScheme } from '../model/index.ts'

/** An extension point: one type of security scheme (`apiKey`, `http`, `oauth2`, …). */
export interface AuthScheme {
  /** The `type` of the Security Scheme Objects that it serves. */
  readonly type: string
  /** What a person enters, in the order to ask for it. */
  fields(scheme: SecurityScheme): readonly CredentialField[]
  /** Where each credential is put: for grants. `token request` is a token endpoint's body or header. */
  placements(scheme: SecurityScheme): readonly CredentialPlacement[]
  /** Puts the credentials on a copy of the request. `credentials` has what was entered and what was learnt (tokens). */
  sign(request: SignableRequest, scheme: SecurityScheme, credentials: Dict<Json>): SignableRequest
  /**
   * Gets new tokens where the scheme has any: answers credentials to keep besides, and when they end.
   * Absent: nothing to renew, a 401 stands.
   */
  renew?(renewal: Renewal): Promise<Renewed>
}

export interface CredentialField {
  readonly name: string
  readonly title: string
  readonly required: boolean
}

export interface CredentialPlacement {
  readonly credential: string
  readonly placement: string
  readonly to: 'servers' | 'token'
}

export interface Renewal {
  readonly scheme: SecurityScheme
  readonly credentials: Dict<Json>
  /** The token endpoint with its variables filled in. */
  readonly tokenUrl: string
  readonly fetch: typeof fetch
  readonly signal?: AbortSignal
}

export interface Renewed {
  readonly credentials: Dict<Json>
  /** Seconds from now; absent where the server does not say. */
  readonly expiresIn?: number
}
