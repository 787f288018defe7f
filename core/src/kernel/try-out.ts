import { connectorUnknown } from '../errors/index.ts'
import type { ConnectionId } from '../model/index.ts'
import { operationName } from '../model/index.ts'
import type { Register } from '../register/index.ts'
import type { Store } from '../store/index.ts'
import type { Calls } from './calls.ts'

/**
 * Invokes the connector's `test` operation over a connection; throws what the call throws. Without one there is nothing
 * to try.
 */
export async function tryOut(
  calls: Calls,
  register: Register,
  { store, id }: { readonly store: Store; readonly id: ConnectionId },
): Promise<void> {
  const organisation = await calls.organisation({ connection: id })
  const stored = await store.tables.connections.get(id)
  const connector = stored?.connection.connector ?? ''
  const active = await register.active(organisation, connector)
  if (active === undefined) throw connectorUnknown(`There is no connector "${connector}" to try the connection with.`)
  const { test } = active.revision.model
  if (test !== undefined) await calls.invoke(operationName(connector, test), { connection: id })
}
