import type { ConnectorId, RevisionId, Scope } from '../model/index.ts'
import type { Tables } from '../store/index.ts'

interface Row {
  readonly default?: RevisionId
  readonly overrides: ReadonlyMap<string, RevisionId>
}

/** The active revisions, by scope and connector. */
export type Rows = ReadonlyMap<Scope, ReadonlyMap<ConnectorId, Row>>

export function rowsOf(active: Awaited<ReturnType<Tables['active']['list']>>): Rows {
  const rows = new Map<Scope, Map<ConnectorId, { default?: RevisionId; overrides: Map<string, RevisionId> }>>()
  for (const { scope, connector, organisation, revision } of active) {
    const connectors = rows.get(scope) ?? new Map()
    const row = connectors.get(connector) ?? { overrides: new Map() }
    if (organisation === null) row.default = revision
    else row.overrides.set(organisation, revision)
    rows.set(scope, connectors.set(connector, row))
  }
  return rows
}
