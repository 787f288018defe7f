import type { Link } from '../../src/connect/index.ts'
import { operation } from './connector.ts'
import type { Room } from './room.ts'

export const key = 'planted-secret'

/** Links the room’s one connection, which is added where there is none. */
export async function linked(
  room: Room,
  more: Partial<Parameters<Room['connections']['link']>[0]> = {},
): Promise<Link> {
  const [existing] = await room.connections.list()
  const filled = {
    organisation: 'pune',
    connector: room.connector.id,
    settings: { host: 'a.example.com' },
    credentials: { key },
  }
  const connection = (existing ?? (await room.connections.add(filled))).id
  return room.connections.link({ organisation: 'pune', connection, connector: room.connector, operation, ...more })
}

/** What a request becomes when the link has signed it. */
export function sign({ signer }: Link, url: string): unknown {
  return signer?.sign({ url, headers: {} })
}
