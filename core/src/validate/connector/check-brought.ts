import type { Connector, Pointer, Problem } from '../../model/index.ts'
import { checkPolicies } from './check-policies.ts'
import { checkSchemeTypes, type SchemeType } from './check-scheme-types.ts'

/** What connectors may name because extensions bring it. */
export interface Brought {
  readonly schemeTypes: readonly SchemeType[]
  /** Names. */
  readonly policies: ReadonlySet<string>
}

type Place = (model: Pointer) => Pick<Problem, 'file' | 'line' | 'column' | 'pointer'>

/** What a connector needs of extensions is there, and makes sense to them. */
export function checkBrought(connector: Connector, place: Place, { schemeTypes, policies }: Brought): Problem[] {
  const mistakes = [...checkSchemeTypes(connector, schemeTypes), ...checkPolicies(connector, policies)]
  return mistakes.map(({ part: _part, pointer: at, ...mistake }) => ({ ...mistake, ...place(at) }))
}
