import type { ConnectorId, RevisionId, Scope } from '../model/index.ts'
import type { Tables } from '../store/index.ts'

interface Row {
  readonly default?: RevisionId
  /** `null`: it has none, whatever the default is. */
  readonly overrides: ReadonlyMap<string, RevisionId | null>
}

/** The active revisions, by scope and connector. */
export type Rows = ReadonlyMap<Scope, ReadonlyMap<ConnectorId, Row>>

export function rowsOf(active: Awaited<ReturnType<Tables['active']['list']>>): Rows {
  const rows = new Map<Scope, Map<ConnectorId, { default?: RevisionId; overrides: Map<string, RevisionId | null> }>>()
  for (const { scope, connector, organisation, revision } of active) {
    const connectors = rows.get(scope) ?? new Map()
    const row = connectors.get(connector) ?? { overrides: new Map() }
    const said = revision === 'none' ? null : revision
    if (organisation !== null) row.overrides.set(organisation, said)
    else if (said !== null) row.default = said
    rows.set(scope, connectors.set(connector, row))
  }
  return rows
}
