import type { ConnectionId, OperationName } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import { endListener } from './end-listener.ts'

/** All listeners of a dependent, or those for one operation, or on one connection. */
export interface UnlistenRequest {
  readonly organisation: string
  readonly dependent: string
  readonly operation?: OperationName
  readonly connection?: ConnectionId | null
}

/** Ends listeners with everything that they remember. A poll in flight hands off nothing more. */
export async function removeListeners(request: UnlistenRequest, tables: Tables, now: number): Promise<void> {
  const { organisation, dependent, operation, connection } = request
  for (const listener of await tables.listeners.list({ organisation, dependent })) {
    if (operation !== undefined && listener.operation !== operation) continue
    if (connection !== undefined && listener.connection !== connection) continue
    await endListener(listener, tables, now)
  }
}
