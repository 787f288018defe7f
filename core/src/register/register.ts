import { type ConnectorId, type Revision, type RevisionId, type Scope, scopeOf } from '../model/index.ts'
import type { Store, Tables } from '../store/index.ts'

/** Which revision serves whom. Reads come from memory; `refresh` follows every transaction that moved one. */
export interface Register {
  /** Reads the store's active revisions again. */
  refresh(): Promise<void>
  /** What serves an organisation: its own connector of that id, else the host's. */
  active(organisation: string, connector: ConnectorId): Active | undefined
  /** In one scope; `organisation: null` is the scope's default. */
  activeIn(scope: Scope, connector: ConnectorId, organisation: string | null): Revision | undefined
  /** Any stored revision; inside a transaction, with its tables. */
  revision(id: RevisionId, tables?: Tables): Promise<Revision | undefined>
  /** A revision that is in memory: one that serves, or was asked for. */
  known(id: RevisionId): Revision | undefined
  /** Every connector that an organisation sees, by id. */
  visible(organisation: string): readonly Active[]
  /** Every scope that has a connector. */
  scopes(): readonly Scope[]
  /** The scope's connectors by id. */
  connectors(scope: Scope): readonly ConnectorId[]
  /** Every extension that serves somebody. */
  extensions(): readonly { readonly scope: Scope; readonly connector: ConnectorId }[]
  /** Organisations that a row of their own keeps from the scope's default. */
  overridden(scope: Scope, connector: ConnectorId): readonly string[]
}

export interface Active {
  readonly scope: Scope
  readonly revision: Revision
}

interface Row {
  readonly default?: RevisionId
  readonly overrides: ReadonlyMap<string, RevisionId>
}

type Rows = ReadonlyMap<Scope, ReadonlyMap<ConnectorId, Row>>

export async function createRegister(store: Store): Promise<Register> {
  const revisions = new Map<RevisionId, Revision>()
  let rows: Rows = new Map()
  let extensions: ReturnType<Register['extensions']> = []

  async function revision(id: RevisionId, tables: Tables = store.tables): Promise<Revision | undefined> {
    const known = revisions.get(id) ?? (await tables.revisions.get(id))
    if (known !== undefined) revisions.set(id, known)
    return known
  }
  async function refresh(): Promise<void> {
    const active = await store.tables.active.list()
    const found = new Map<string, { readonly scope: Scope; readonly connector: ConnectorId }>()
    for (const { scope, connector, revision: id } of active) {
      const base = (await revision(id))?.extends
      if (base === undefined) continue
      await revision(base)
      found.set(`${scope}\n${connector}`, { scope, connector })
    }
    extensions = [...found.values()]
    rows = rowsOf(active)
  }
  function activeIn(scope: Scope, connector: ConnectorId, organisation: string | null): Revision | undefined {
    const row = rows.get(scope)?.get(connector)
    const id = (organisation === null ? undefined : row?.overrides.get(organisation)) ?? row?.default
    return id === undefined ? undefined : revisions.get(id)
  }
  function active(organisation: string, connector: ConnectorId): Active | undefined {
    for (const scope of [scopeOf(organisation), 'host'] as const) {
      const found = activeIn(scope, connector, organisation)
      if (found !== undefined) return { scope, revision: found }
    }
    return undefined
  }
  function visible(organisation: string): readonly Active[] {
    const ids = [...connectors(scopeOf(organisation)), ...connectors('host')]
    return [...new Set(ids)].sort().flatMap((id) => active(organisation, id) ?? [])
  }
  const connectors = (scope: Scope): readonly ConnectorId[] => [...(rows.get(scope)?.keys() ?? [])]
  const overridden = (scope: Scope, connector: ConnectorId): readonly string[] => [
    ...(rows.get(scope)?.get(connector)?.overrides.keys() ?? []),
  ]

  const scopes = (): readonly Scope[] => [...rows.keys()]

  await refresh()
  return {
    refresh,
    active,
    activeIn,
    revision,
    known: (id) => revisions.get(id),
    visible,
    scopes,
    connectors,
    extensions: () => extensions,
    overridden,
  }
}

function rowsOf(active: Awaited<ReturnType<Store['tables']['active']['list']>>): Rows {
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
