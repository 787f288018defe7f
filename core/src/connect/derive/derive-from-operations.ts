import { connectionInvalid, isJackfieldError } from '../../errors/index.ts'
import { type ConnectionId, type Connector, dict, type Json, newId } from '../../model/index.ts'
import { refusedConnection } from '../refused-connection.ts'
import { derivedOfOperations } from './derived-of.ts'
import { readDerived } from './read-derived.ts'
import { secretsIn } from './secrets-in.ts'
import type { Settled, SettleRoom } from './settling.ts'

/** Calls the operations over the connection before it is stored: as a draft, by an id that nobody else knows. */
export async function deriveFromOperations(room: SettleRoom, connector: Connector, settled: Settled): Promise<Settled> {
  const wanted = derivedOfOperations(connector)
  if (wanted.size === 0) return settled
  const { opened } = room
  const id = newId<ConnectionId>('con')
  const { connection } = settled
  opened.draft({ connection: { ...connection, id }, sealed: null, version: 0, secrets: settled.secrets, draft: true })
  try {
    const derived = dict<Json>(Object.entries(connection.derived))
    for (const [operation, values] of wanted) {
      const answer = await ask(room, connector, { organisation: connection.organisation, connection: id, operation })
      const { entered, learnt } = (await opened.read(id)).secrets
      for (const value of values) {
        const read = readDerived(value, answer, secretsIn({ ...entered, ...learnt?.credentials }))
        if ('problem' in read) throw refusedConnection(connector, [read.problem])
        derived[value.name] = read.value
      }
    }
    return { connection: { ...connection, derived }, secrets: (await opened.read(id)).secrets }
  } finally {
    opened.forget(id)
  }
}

async function ask(
  room: SettleRoom,
  connector: Connector,
  asked: { readonly organisation: string; readonly connection: ConnectionId; readonly operation: string },
): Promise<Json> {
  try {
    return await room.derive({ ...asked, connector })
  } catch (error) {
    if (!isJackfieldError(error) || error.code === 'token-refused') throw error
    const { message, status } = error
    throw connectionInvalid(
      `The connection to "${connector.id}" was not made, since "${asked.operation}" failed: ${message}`,
      {
        hint: error.hint ?? 'Check the credentials and settings.',
        ...(status === undefined ? {} : { status }),
        cause: error,
      },
    )
  }
}
