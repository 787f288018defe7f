import { bumpGenerations } from '../listen/index.ts'
import type { Connector, ListenerId, RevisionId, Scope } from '../model/index.ts'
import { operationNamed, splitOperation } from '../model/index.ts'
import type { Tables } from '../store/index.ts'

export interface Move {
  readonly organisation: string
  readonly scope: Scope
  readonly connector: string
  /** `null`: the connector is gone, and its bindings with it. */
  readonly revision: { readonly id: RevisionId; readonly scope: Scope; readonly model: Connector } | null
  /** Only these. @default all */
  readonly dependents?: ReadonlySet<string> | null
}

/**
 * Moves an organisation's dependents of a connector to a revision and answers their listeners, whose generation rose: a
 * page polled before is dropped and polled anew (Law 3). An organisation's own takes over from the host's. A binding to
 * an operation that the revision lacks is dropped.
 */
export async function moveDependents(move: Move, tables: Tables): Promise<readonly ListenerId[]> {
  const { organisation, scope, connector, revision, dependents = null } = move
  const moved = new Set<string>()
  for (const binding of await tables.bindings.ofConnector(connector, organisation)) {
    if (binding.scope !== scope && binding.scope !== 'host') continue
    if (dependents !== null && !dependents.has(binding.dependent)) continue
    moved.add(binding.dependent)
    const id = splitOperation(binding.operation)?.operation ?? ''
    if (revision === null || operationNamed(revision.model.operations, id) === undefined)
      await tables.bindings.remove(organisation, binding.dependent, binding.operation)
    else await tables.bindings.put({ ...binding, scope: revision.scope, revision: revision.id })
  }
  const listeners: ListenerId[] = []
  for (const dependent of moved) listeners.push(...(await bumpGenerations(tables, organisation, dependent)))
  return listeners
}

/** Binds what usages still name, after the connector had gone for a while and its bindings with it. */
export async function bindAgain(
  {
    organisation,
    connector,
    revision,
  }: Omit<Move, 'scope' | 'dependents'> & { readonly revision: NonNullable<Move['revision']> },
  tables: Tables,
): Promise<readonly ListenerId[]> {
  const listeners: ListenerId[] = []
  const dependents = (await tables.usages.dependentsOn(connector, organisation)).map(({ dependent }) => dependent)
  for (const [dependent, usages] of await tables.usages.some(organisation, dependents)) {
    for (const operation of new Set(usages.map((usage) => usage.operation))) {
      const name = splitOperation(operation)
      if (name?.connector !== connector) continue
      if (operationNamed(revision.model.operations, name.operation) === undefined) continue
      await tables.bindings.put({ organisation, dependent, operation, scope: revision.scope, revision: revision.id })
    }
    listeners.push(...(await bumpGenerations(tables, organisation, dependent)))
  }
  return listeners
}
