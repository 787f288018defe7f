import type { AuthScheme } from '../auth-scheme.ts'
import { apiKey } from './api-key.ts'
import { assertDistinctTypes, type StandardType } from './distinct-types.ts'
import { http } from './http.ts'
import { mutualTls } from './mutual-tls.ts'
import { oauth2 } from './oauth2.ts'
import { openIdConnect } from './open-id-connect.ts'

/** By `type`. */
export type AuthSchemes = ReadonlyMap<string, AuthScheme>

const builtIn: Readonly<Record<StandardType, AuthScheme>> = {
  apiKey,
  http,
  mutualTLS: mutualTls,
  oauth2,
  openIdConnect,
}

/** The built-in schemes and those of extensions. Throws `argument-invalid` for a type that is there already. */
export function createAuthSchemes(added: readonly AuthScheme[] = []): AuthSchemes {
  assertDistinctTypes(added)
  const own = added.map((scheme) => [scheme.type, scheme] as const)
  return new Map([...Object.entries(builtIn), ...own])
}
