import type { ConnectorId, RevisionSummary, Scope } from '../model/index.ts'
import type { Register } from '../register/index.ts'

export interface Served {
  readonly scope: Scope
  readonly connector: ConnectorId
  readonly revision: RevisionSummary
}

/** What serves by default at this moment, in every scope. */
export function servedByDefault(register: Register): readonly Served[] {
  return register.scopes().flatMap((scope) =>
    register.connectors(scope).flatMap((connector) => {
      const revision = register.summaryIn(scope, connector, null)
      return revision === undefined ? [] : [{ scope, connector, revision }]
    }),
  )
}
