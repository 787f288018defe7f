import { argumentInvalid } from '../../errors/index.ts'
import type { CustomScheme, SecurityScheme } from '../../model/index.ts'
import type { AuthScheme } from '../auth-scheme.ts'

export type StandardType = Exclude<SecurityScheme, CustomScheme>['type']

const standard: Readonly<Record<StandardType, true>> = {
  apiKey: true,
  http: true,
  mutualTLS: true,
  oauth2: true,
  openIdConnect: true,
}

/** Throws `argument-invalid` for a type that is there already: of OpenAPI, or of another extension. */
export function assertDistinctTypes(added: readonly AuthScheme[] = []): void {
  const types = new Set<string>(Object.keys(standard))
  for (const { type } of added) {
    if (types.has(type))
      throw argumentInvalid(`There are two security schemes of type "${type}".`, {
        hint: 'Leave out one of the extensions that bring it.',
      })
    types.add(type)
  }
}
