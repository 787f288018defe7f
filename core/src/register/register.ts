import {
  type ConnectorId,
  type Revision,
  type RevisionId,
  type RevisionSummary,
  type Scope,
  scopeOf,
} from '../model/index.ts'
import type { Store, Tables } from '../store/index.ts'
import { createDormants, type Dormant, type Dormants } from './dormants.ts'
import { createModelCache } from './model-cache.ts'
import { type Rows, rowsOf } from './rows.ts'

/**
 * Which revision serves whom. Summaries are in memory, `refresh` follows every transaction that moved one; models are
 * read from the store when they are needed, and those used last are kept.
 */
export interface Register {
  /** Reads the store's active revisions again. */
  refresh(): Promise<void>
  /** What serves an organisation: its own connector of that id, else the host's. A dormant one serves nobody yet. */
  active(organisation: string, connector: ConnectorId): Promise<Active | undefined>
  /** The same where its model is in memory: nothing is read, and nobody waits. */
  atHand(organisation: string, connector: ConnectorId): Active | undefined
  /** In one scope; `organisation: null` is the scope's default. */
  activeIn(scope: Scope, connector: ConnectorId, organisation: string | null): Promise<Revision | undefined>
  /** The same without the model. */
  summaryIn(scope: Scope, connector: ConnectorId, organisation: string | null): RevisionSummary | undefined
  /** Any stored revision; inside a transaction, with its tables. */
  revision(id: RevisionId, tables?: Tables): Promise<Revision | undefined>
  /** What is known of a revision that serves, or is below one that does. */
  known(id: RevisionId): RevisionSummary | undefined
  /** Whether an organisation sees a connector of this id, also where nobody read it yet. */
  sees(organisation: string, connector: ConnectorId): boolean
  /** Whether a scope has a connector of this id for everybody, also where nobody read it yet. */
  has(scope: Scope, connector: ConnectorId): boolean
  /** Every connector that an organisation sees, by id. */
  visible(organisation: string): readonly Visible[]
  /** The dormant one that an organisation sees under this id, if it is one. */
  dormant(organisation: string, connector: ConnectorId): Dormant | undefined
  /** Those that were not read yet. */
  readonly dormants: Dormants
  /** Every scope that has a connector which serves. */
  scopes(): readonly Scope[]
  /** The scope's connectors by id. */
  connectors(scope: Scope): readonly ConnectorId[]
  /** Every extension that serves somebody. */
  extensions(): readonly { readonly scope: Scope; readonly connector: ConnectorId }[]
  /** Organisations that a row of their own keeps from the scope's default. */
  overridden(scope: Scope, connector: ConnectorId): readonly string[]
  /** These are not in the store any more. */
  forget(ids: readonly RevisionId[]): void
  /** Hears of revisions whose model is not kept any more. */
  onEvicted(listener: (id: RevisionId) => void): void
}

export interface Active {
  readonly scope: Scope
  readonly revision: Revision
}

export type Visible = Pick<Dormant, 'scope' | 'connector' | 'version' | 'about' | 'revision'>

export interface RegisterOptions {
  /** Bytes of models, as JSON text, that are kept in memory. @default all */
  readonly maxModelBytes?: number
}

export async function createRegister(
  store: Store,
  { maxModelBytes = Number.POSITIVE_INFINITY }: RegisterOptions = {},
): Promise<Register> {
  const summaries = new Map<RevisionId, RevisionSummary>()
  const loading = new Map<RevisionId, Promise<Revision | undefined>>()
  const dormants = createDormants()
  const listeners: ((id: RevisionId) => void)[] = []
  const models = createModelCache({
    maxBytes: maxModelBytes,
    evicted: (id) => {
      for (const listener of listeners) listener(id)
    },
  })
  let rows: Rows = new Map()
  let extensions: ReturnType<Register['extensions']> = []

  async function load(id: RevisionId, tables: Tables): Promise<Revision | undefined> {
    const found = await tables.revisions.get(id)
    if (found !== undefined) models.set(found)
    return found
  }
  async function revision(id: RevisionId, tables?: Tables): Promise<Revision | undefined> {
    const known = models.get(id)
    if (known !== undefined) return known
    // Within a transaction nothing may wait for what is outside of it.
    if (tables !== undefined) return load(id, tables)
    const under = loading.get(id) ?? load(id, store.tables).finally(() => loading.delete(id))
    loading.set(id, under)
    return under
  }
  async function summarise(ids: readonly RevisionId[]): Promise<void> {
    let missing = [...new Set(ids)].filter((id) => !summaries.has(id))
    while (missing.length > 0) {
      const found = await store.tables.revisions.summaries(missing)
      for (const one of found) summaries.set(one.id, one)
      missing = found.flatMap((one) => one.extends ?? []).filter((id) => !summaries.has(id))
    }
  }
  async function refresh(): Promise<void> {
    const active = await store.tables.active.list()
    await summarise(active.flatMap(({ revision: id }) => (id === 'none' ? [] : id)))
    const found = new Map<string, { readonly scope: Scope; readonly connector: ConnectorId }>()
    for (const { scope, connector, revision: id } of active)
      if (id !== 'none' && summaries.get(id)?.extends !== undefined)
        found.set(`${scope}\n${connector}`, { scope, connector })
    extensions = [...found.values()]
    rows = rowsOf(active)
  }
  function idIn(scope: Scope, connector: ConnectorId, organisation: string | null): RevisionId | undefined {
    const row = rows.get(scope)?.get(connector)
    const own = organisation === null ? undefined : row?.overrides.get(organisation)
    return own === undefined ? row?.default : (own ?? undefined)
  }
  async function activeIn(scope: Scope, connector: ConnectorId, organisation: string | null) {
    const id = idIn(scope, connector, organisation)
    return id === undefined ? undefined : revision(id)
  }
  function summaryIn(scope: Scope, connector: ConnectorId, organisation: string | null): RevisionSummary | undefined {
    const id = idIn(scope, connector, organisation)
    return id === undefined ? undefined : summaries.get(id)
  }
  function seen(organisation: string, connector: ConnectorId): Visible | undefined {
    for (const scope of [scopeOf(organisation), 'host'] as const) {
      const summary = summaryIn(scope, connector, organisation)
      if (summary !== undefined) return { ...summary, scope, revision: summary.id }
      const dormant = dormants.get(scope, connector)
      if (dormant !== undefined) return dormant
    }
    return undefined
  }
  /** Asked for at every call: nothing is made. */
  function dormant(organisation: string, connector: ConnectorId): Dormant | undefined {
    for (const scope of [scopeOf(organisation), 'host'] as const) {
      if (summaryIn(scope, connector, organisation) !== undefined) return undefined
      const found = dormants.get(scope, connector)
      if (found !== undefined) return found
    }
    return undefined
  }
  /** Asked for at every call, as well. */
  function atHand(organisation: string, connector: ConnectorId): Active | undefined {
    for (const scope of [scopeOf(organisation), 'host'] as const) {
      const id = idIn(scope, connector, organisation)
      const found = id === undefined ? undefined : models.get(id)
      if (id !== undefined) return found && { scope, revision: found }
      if (dormants.get(scope, connector) !== undefined) return undefined
    }
    return undefined
  }
  function visible(organisation: string): readonly Visible[] {
    const scopes = [scopeOf(organisation), 'host'] as const
    const ids = scopes.flatMap((scope) => [...connectors(scope), ...dormants.in(scope).map((one) => one.connector)])
    return [...new Set(ids)].sort().flatMap((id) => seen(organisation, id) ?? [])
  }
  async function active(organisation: string, connector: ConnectorId): Promise<Active | undefined> {
    for (const scope of [scopeOf(organisation), 'host'] as const) {
      const found = await activeIn(scope, connector, organisation)
      if (found !== undefined) return { scope, revision: found }
    }
    return undefined
  }
  const connectors = (scope: Scope): readonly ConnectorId[] => [...(rows.get(scope)?.keys() ?? [])]
  const overridden = (scope: Scope, connector: ConnectorId): readonly string[] => [
    ...(rows.get(scope)?.get(connector)?.overrides.keys() ?? []),
  ]

  await refresh()
  return {
    refresh,
    active,
    atHand,
    activeIn,
    summaryIn,
    revision,
    known: (id) => summaries.get(id),
    visible,
    sees: (organisation, connector) => seen(organisation, connector) !== undefined,
    has: (scope, connector) =>
      idIn(scope, connector, null) !== undefined || dormants.get(scope, connector) !== undefined,
    dormant,
    dormants,
    scopes: () => [...rows.keys()],
    connectors,
    extensions: () => extensions,
    overridden,
    forget(ids) {
      for (const id of ids) {
        summaries.delete(id)
        models.delete(id)
      }
    },
    onEvicted: (listener) => void listeners.push(listener),
  }
}
