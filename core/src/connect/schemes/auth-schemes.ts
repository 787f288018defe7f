import { argumentInvalid } from '../../errors/index.ts'
import type { CustomScheme, SecurityScheme } from '../../model/index.ts'
import type { AuthScheme } from '../auth-scheme.ts'
import { apiKey } from './api-key.ts'
import { http } from './http.ts'
import { mutualTls } from './mutual-tls.ts'
import { oauth2 } from './oauth2.ts'
import { openIdConnect } from './open-id-connect.ts'

/** By `type`. */
export type AuthSchemes = ReadonlyMap<string, AuthScheme>

const builtIn: Readonly<Record<Exclude<SecurityScheme, CustomScheme>['type'], AuthScheme>> = {
  apiKey,
  http,
  mutualTLS: mutualTls,
  oauth2,
  openIdConnect,
}

/** The built-in schemes and those of extensions. Throws `argument-invalid` for a type that is there already. */
export function createAuthSchemes(added: readonly AuthScheme[] = []): AuthSchemes {
  const schemes = new Map<string, AuthScheme>(Object.entries(builtIn))
  for (const scheme of added) {
    if (schemes.has(scheme.type))
      throw argumentInvalid(`There are two security schemes of type "${scheme.type}".`, {
        hint: 'Leave out one of the extensions that bring it.',
      })
    schemes.set(scheme.type, scheme)
  }
  return schemes
}
