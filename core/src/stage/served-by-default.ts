import type { ConnectorId, Revision, Scope } from '../model/index.ts'
import type { Register } from '../register/index.ts'

export interface Served {
  readonly scope: Scope
  readonly connector: ConnectorId
  readonly revision: Revision
}

/** What serves by default at this moment, in every scope. */
export function servedByDefault(register: Register): readonly Served[] {
  return register.scopes().flatMap((scope) =>
    register.connectors(scope).flatMap((connector) => {
      const revision = register.activeIn(scope, connector, null)
      return revision === undefined ? [] : [{ scope, connector, revision }]
    }),
  )
}
