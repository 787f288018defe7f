import type { ConnectorId, Scope } from '../model/index.ts'
import { scopeOf } from '../model/index.ts'
import type { StageRoom } from './stage-room.ts'

/** The organisations for which a change of a connector has to be weighed: whoever is bound, connected or kept back. */
export async function parties(
  { store, register, usage }: Pick<StageRoom, 'store' | 'register' | 'usage'>,
  { scope, connector }: { readonly scope: Scope; readonly connector: ConnectorId },
): Promise<readonly string[]> {
  const { connections, held } = store.tables
  const organisations = new Set(register.overridden(scope, connector))
  for (const organisation of await usage.organisationsUsing(connector)) organisations.add(organisation)
  for (const { connection } of await connections.list({ connector })) organisations.add(connection.organisation)
  for (const change of await held.list({ scope, connector, state: 'held' })) organisations.add(change.organisation)
  return [...organisations].filter((organisation) => concerns(organisation)).sort()

  function concerns(organisation: string): boolean {
    if (scope !== 'host') return scope === scopeOf(organisation)
    return register.activeIn(scopeOf(organisation), connector, organisation) === undefined
  }
}
