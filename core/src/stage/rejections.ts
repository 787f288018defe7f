import type { ConnectorId, Scope } from '../model/index.ts'
import type { Tables } from '../store/index.ts'

/** A connector that is there again ends the rejection of its removal: a later removal is another one. */
export async function lapseRejections(
  tables: Tables,
  { scope, connector }: { readonly scope: Scope; readonly connector: ConnectorId },
  organisation: string,
): Promise<void> {
  const rejected = await tables.held.list({ organisation, scope, connector, state: 'rejected' })
  for (const change of rejected)
    if (change.revision === null && change.lapsed === undefined) await tables.held.put({ ...change, lapsed: true })
}
