import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Connections, type ConnectRoom, createConnections, type KeyProvider } from '../../src/connect/index.ts'
import { createTransport, type Transport } from '../../src/http/index.ts'
import type { Clock, Connector, Log } from '../../src/model/index.ts'
import { type Store, sqlite } from '../../src/store/index.ts'

export interface Room extends AsyncDisposable {
  readonly connections: Connections
  readonly store: Store
  readonly transport: Transport
  readonly clock: TestClock
  /** Everything that was logged, as JSON. */
  readonly logged: string[]
  /** The active revision; a test may put another. */
  connector: Connector
}

interface Options extends Partial<Pick<ConnectRoom, 'keyProvider' | 'schemes' | 'tryOut' | 'derive' | 'redirectUri'>> {
  readonly connectTo?: Readonly<Record<string, string>>
  readonly file?: string
  readonly clock?: TestClock
}

/** The real time, which a test can put forward. */
export interface TestClock extends Clock {
  forward(milliseconds: number): void
}

function testClock(): TestClock {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    sleep: (milliseconds) => sleep(milliseconds),
    forward(milliseconds) {
      ahead += milliseconds
    },
  }
}

export const keyOf = (bytes: Uint8Array = randomBytes(32)): KeyProvider => ({ name: 'test', key: async () => bytes })

export async function openRoom(connector: Connector, options: Options = {}): Promise<Room> {
  const { connectTo = {}, file = ':memory:', clock = testClock(), ...rest } = options
  const store = await sqlite(file).open()
  const transport = createTransport({ connectTo })
  const logged: string[] = []
  const write = (message: string, fields?: unknown): void => void logged.push(JSON.stringify({ message, fields }))
  const log: Log = { debug: write, info: write, warn: write, error: write }
  const connections = createConnections({
    keyProvider: keyOf(),
    tryOut: async () => {},
    derive: async () => null,
    redirectUri: 'https://app.example.com/jackfield/oauth/callback',
    ...rest,
    store,
    transport,
    clock,
    log,
    connectorOf: (_organisation, id) => (id === room.connector.id ? room.connector : undefined),
  })
  const room: Room = {
    connections,
    store,
    transport,
    clock,
    logged,
    connector,
    async [Symbol.asyncDispose]() {
      await connections.close()
      await transport[Symbol.asyncDispose]()
      await store[Symbol.asyncDispose]()
    },
  }
  return room
}
