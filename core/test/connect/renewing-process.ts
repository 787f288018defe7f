import { keyFile } from '../../src/connect/index.ts'
import type { ConnectionId } from '../../src/model/index.ts'
import { call, statusesOf } from './calls.ts'
import { oauthConnector } from './oauth-connector.ts'
import { openRoom } from './room.ts'

/** A process of its own that calls many times at once when it is told to, and says how it went. */
interface Settings {
  readonly file: string
  readonly key: string
  readonly id: ConnectionId
  readonly connectTo: Readonly<Record<string, string>>
  readonly many: number
}

const { file, key, id, connectTo, many } = JSON.parse(process.argv[2] ?? '{}') as Settings
const room = await openRoom(oauthConnector('refreshToken'), { file, connectTo, keyProvider: keyFile(key) })
process.once('message', async () => {
  const statuses = await statusesOf(Array.from({ length: many }, () => call(room, id)))
  await room[Symbol.asyncDispose]()
  process.send?.(statuses, undefined, undefined, () => process.disconnect?.())
})
process.send?.('ready')
