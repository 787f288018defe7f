import type { Dict, Json } from '../../model/index.ts'
import type { CredentialField } from '../auth-scheme.ts'

/** One authentication of the HTTP Authentication Scheme Registry. */
export interface HttpAuthentication {
  readonly fields: readonly CredentialField[]
  /** The content of `Authorization`. */
  authorization(credentials: Dict<Json>): string
}
