import type { Callback, Connections, Finished } from '../connect/index.ts'
import type { ConnectionId, Log } from '../model/index.ts'
import type { Notifier } from '../notify/index.ts'

interface FinishingRoom {
  readonly connections: Connections
  readonly notifier: Notifier
  readonly log: Log
  connectionChanged(id: ConnectionId): Promise<void>
}

/** Ends an attempt to authorise a connection, and tells the host how it ended. */
export async function finishAttempt(room: FinishingRoom, callback: Callback): Promise<Finished> {
  const finished = await room.connections.finish(callback)
  if ('error' in finished) {
    tellFailure(room, finished)
    return finished
  }
  const { attempt, connection } = finished
  if (attempt.connection !== null) await room.connectionChanged(connection.id)
  const { organisation, connector, id } = attempt
  room.notifier.emit('connection:authorised', { organisation, connector, connection: connection.id, attempt: id })
  return finished
}

/** What belongs to no attempt has nobody to tell: it is logged. */
function tellFailure(
  { log, notifier }: FinishingRoom,
  { attempt, error }: Extract<Finished, { error: unknown }>,
): void {
  const { code, message } = error
  if (attempt === null) {
    log.warn(`A way back from a browser was refused: ${message}`, { code })
    return
  }
  const { organisation, connector, connection, id } = attempt
  notifier.emit('connection:failed', { organisation, connector, connection, attempt: id, code, message })
}
