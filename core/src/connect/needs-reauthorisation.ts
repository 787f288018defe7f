import { connectionNeedsReauthorisation } from '../errors/index.ts'
import type { Connection, ConnectionId } from '../model/index.ts'
import type { Tables } from '../store/index.ts'

const hint = 'Enter the credentials again with connections.reauthorise.'

/** Throws `connection-needs-reauthorisation`; `reason` is a whole sentence. */
export function assertReady({ id, connector, status }: Connection): void {
  if (status === 'ready') return
  throw connectionNeedsReauthorisation(`Connection "${id}" to "${connector}" has to be authorised again.`, { hint })
}

/**
 * Marks connections, unless their credentials were entered again since `sealed` was read. Answers those that are marked
 * now; what is gone is left out.
 */
export async function markNeedsReauthorisation(
  tables: Tables,
  id: ConnectionId,
  sealed?: string | null,
): Promise<boolean> {
  for (;;) {
    const stored = await tables.connections.get(id)
    if (stored === undefined || (sealed !== undefined && stored.sealed !== sealed)) return false
    const connection: Connection = { ...stored.connection, status: 'needs-reauthorisation' }
    if (await tables.connections.swap({ ...stored, connection })) return true
  }
}
