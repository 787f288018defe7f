import type { TransportResponse } from '../../src/http/index.ts'
import type { ConnectionId } from '../../src/model/index.ts'
import { operation } from './connector.ts'
import type { Room } from './room.ts'

/** One signed request, as a bound call sends it. */
export async function call(room: Room, connection: ConnectionId): Promise<TransportResponse> {
  const link = { organisation: 'pune', connection, connector: room.connector, operation }
  const { signer, baseUrl } = await room.connections.link(link)
  if (signer === null) throw new Error('no signer')
  return room.transport.send({ method: 'GET', url: `${baseUrl}/orders`, headers: {}, signer, timeout: 10_000 })
}

export async function statusesOf(calls: readonly Promise<TransportResponse>[]): Promise<number[]> {
  return (await Promise.all(calls)).map(({ status }) => status)
}
