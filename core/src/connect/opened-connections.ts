import { connectionUnknown } from '../errors/index.ts'
import type { Transport } from '../http/index.ts'
import type { Clock, Connection, ConnectionId, Dict, Json } from '../model/index.ts'
import type { Store } from '../store/index.ts'
import type { Sealing } from './sealing.ts'
import { enteredForRequests } from './webhook-credentials.ts'

/** What is sealed: what was entered, and the tokens that came of it. */
export type SealedCredentials = {
  readonly entered: Dict<Json>
  readonly learnt: Learnt | null
}

export type Learnt = {
  /** Names this set of tokens, so that whoever was refused with it can say so. */
  readonly id: string
  readonly credentials: Dict<Json>
  /** Milliseconds since 1970: from then on new ones are asked for. `null`: until a 401. */
  readonly renewAt: number | null
}

/** A connection as it was stored at one moment, with its credentials in clear: never leaves this room. */
export interface OpenedConnection {
  readonly connection: Connection
  readonly sealed: string | null
  readonly version: number
  readonly secrets: SealedCredentials
  /** Not stored yet: only whoever makes it knows its id. */
  readonly draft?: true
}

/** Connections with their credentials, kept in memory for some seconds: another process may have changed them since. */
export interface OpenedConnections {
  /** As it was at most five seconds ago; `undefined` where it has to be read. */
  recent(id: ConnectionId): OpenedConnection | undefined
  /** As it is in the store. Throws `connection-unknown`, `key-missing`, `key-wrong`. */
  read(id: ConnectionId): Promise<OpenedConnection>
  /** Keeps a connection that is being made, until it is forgotten. */
  draft(connection: OpenedConnection): void
  forget(id: ConnectionId): void
}

const recentFor = 5_000

export function createOpenedConnections(room: {
  readonly store: Store
  readonly sealing: Sealing
  readonly clock: Clock
  readonly transport: Transport
}): OpenedConnections {
  const { store, sealing, clock, transport } = room
  const opened = new Map<ConnectionId, { readonly connection: OpenedConnection; readonly at: number }>()
  const drafts = new Map<ConnectionId, OpenedConnection>()
  /** Reads that have begun, and whether what they read was forgotten since. */
  const reads = new Set<{ readonly id: ConnectionId; stale: boolean }>()

  return {
    recent(id) {
      const entry = opened.get(id)
      if (entry === undefined) return drafts.get(id)
      const age = clock.now() - entry.at
      return age >= 0 && age < recentFor ? entry.connection : undefined
    },
    read,
    draft(connection) {
      drafts.set(connection.connection.id, connection)
    },
    forget(id) {
      drafts.delete(id)
      for (const one of reads) if (one.id === id) one.stale = true
      opened.delete(id)
      transport.release(id)
    },
  }

  async function read(id: ConnectionId): Promise<OpenedConnection> {
    const draft = drafts.get(id)
    if (draft !== undefined) return draft
    const one = { id, stale: false }
    reads.add(one)
    const found = await readStored(id).finally(() => reads.delete(one))
    // It may be what was forgotten meanwhile: removed, or with other credentials.
    if (one.stale) return read(id)
    const { connection, at } = found
    const newer = (opened.get(id)?.connection.version ?? 0) > connection.version
    if (!newer) opened.set(id, { connection, at })
    return connection
  }

  async function readStored(id: ConnectionId): Promise<{ readonly connection: OpenedConnection; readonly at: number }> {
    const at = clock.now()
    const stored = await store.tables.connections.get(id)
    if (stored === undefined) {
      opened.delete(id)
      throw connectionUnknown(`There is no connection "${id}".`, { hint: 'List them with connections.list().' })
    }
    const known = opened.get(id)?.connection
    const secrets = known !== undefined && known.sealed === stored.sealed ? known.secrets : await open(stored)
    return { connection: { ...stored, secrets }, at }
  }

  async function open(stored: { connection: Connection; sealed: string | null }): Promise<SealedCredentials> {
    if (stored.sealed === null) return { entered: {}, learnt: null }
    return (await sealing.open(stored.sealed, stored.connection)) as SealedCredentials
  }
}

const joined = new WeakMap<SealedCredentials, Dict<Json>>()

/** Everything that a signer may place: tokens lie over what was entered. */
export function credentialsOf(secrets: SealedCredentials): Dict<Json> {
  const known = joined.get(secrets)
  if (known !== undefined) return known
  const credentials = enteredForRequests({ ...secrets.entered, ...secrets.learnt?.credentials })
  joined.set(secrets, credentials)
  return credentials
}
