import type { Binder } from '../bind/index.ts'
import type { DeriveRequest } from '../connect/index.ts'
import { operationUnknown } from '../errors/index.ts'
import { invoke } from '../invoke/index.ts'
import type { Json } from '../model/index.ts'
import type { Register } from '../register/index.ts'

/** The output of an operation of the active revision over a connection that is being made, and not bound for longer. */
export async function derive(
  { binder, register }: { readonly binder: Binder; readonly register: Register },
  { organisation, connection, connector, operation }: DeriveRequest,
): Promise<Json> {
  const revision = (await register.active(organisation, connector.id))?.revision
  const bare = revision?.model.operations[operation]
  if (revision === undefined || bare === undefined)
    throw operationUnknown(`Connector "${connector.id}" has no operation "${operation}".`, { hint: 'Try again.' })
  try {
    const call = await binder.bind({ organisation, revision, operation: bare, connection })
    return (await invoke(call, { input: {}, idempotencyKey: crypto.randomUUID() })).output
  } finally {
    await binder.forget(connection)
  }
}
