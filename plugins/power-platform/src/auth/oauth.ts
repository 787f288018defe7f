import type { JsonObject, OAuth2Scheme, UrlVariable } from '@jackfield/core'
import type { Feature } from '../features.ts'

/** What became of `oAuthSettings`. */
export interface ReadOAuth {
  readonly scheme: OAuth2Scheme | Feature
  /** Names of connection parameters that are nothing but a part of it. */
  readonly taken: readonly string[]
  /** Settings that its URLs read, by name: whether each may be left out. */
  readonly read?: Readonly<Record<string, UrlVariable>>
  /** Settings that no connection parameter is. */
  readonly settings?: Readonly<Record<string, JsonObject>>
  /** Settings that it can't do without. */
  readonly needed?: readonly string[]
}
