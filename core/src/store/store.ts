import type { Connection, ConnectionId, ConnectorId, Json } from '../model/index.ts'
import type {
  ActiveRevisions,
  HeldChanges,
  IndexedEntries,
  KeptEntries,
  Owners,
  Revisions,
} from './connector-tables.ts'
import type { Bindings, Dependents, Listeners, SeenKeys, Usages } from './dependent-tables.ts'

/** What a kernel keeps. `sqlite()` is the one in the core; others are extensions. */
export interface Store extends AsyncDisposable {
  /** Each call is durable by itself. Never use it inside a transaction's `work`: that would wait for itself. */
  readonly tables: Tables
  /**
   * Runs `work` in one durable transaction: all of it or nothing. `label` says what it does, for a wrapper that
   * observes it (`hand-off`, `approve`, `journal-result`, …). No transaction is held over the network.
   */
  transaction<Value>(label: string, work: (tables: Tables) => Promise<Value>): Promise<Value>
}

/** How a host names its store: `createKernel({ store: sqlite('state/jackfield.db') })`. */
export interface StoreProvider {
  readonly name: string
  /** Opens and migrates. Throws `store-newer`, `store-failed`. */
  open(): Promise<Store>
}

export interface Tables {
  readonly owners: Owners
  readonly entries: IndexedEntries
  readonly kept: KeptEntries
  readonly revisions: Revisions
  readonly active: ActiveRevisions
  readonly held: HeldChanges
  readonly dependents: Dependents
  readonly bindings: Bindings
  readonly usages: Usages
  readonly listeners: Listeners
  readonly seen: SeenKeys
  readonly connections: StoredConnections
  readonly leases: Leases
  readonly storage: KeyValues
  readonly records: Records
}

export interface StoredConnection {
  readonly connection: Connection
  /** Ciphertext; null where the connector has no authentication. */
  readonly sealed: string | null
  /** Rises with every write. */
  readonly version: number
}

export interface StoredConnections {
  get(id: ConnectionId): Promise<StoredConnection | undefined>
  list(filter?: {
    readonly organisation?: string
    readonly connector?: ConnectorId
  }): Promise<readonly StoredConnection[]>
  insert(connection: Connection, sealed: string | null): Promise<void>
  /** Compare and set: false when the stored version is not `version`. */
  swap(stored: StoredConnection): Promise<boolean>
  remove(id: ConnectionId): Promise<void>
}

/** A name that one holder at a time may hold, across processes, until it expires. Times in milliseconds since 1970. */
export interface Leases {
  acquire(lease: {
    readonly name: string
    readonly holder: string
    readonly now: number
    readonly until: number
  }): Promise<boolean>
  release(name: string, holder: string): Promise<void>
}

/** A connector's `storage`, one area per connection (or per organisation and connector). */
export interface KeyValues {
  get(area: string, key: string): Promise<Json | undefined>
  /** Throws `argument-invalid` where an area would have more than 16 MiB. */
  put(area: string, key: string, value: Json): Promise<void>
  remove(area: string, key: string): Promise<void>
}

/** What an extension keeps: documents in named collections (`flows/run`), findable by id and by one key. */
export interface Records {
  get(collection: string, id: string): Promise<Json | undefined>
  /** Adds or replaces. `key` is what `list` filters by, such as a state. */
  put(record: {
    readonly collection: string
    readonly id: string
    readonly key?: string
    readonly data: Json
  }): Promise<void>
  /** In the order of first insertion. */
  list(
    collection: string,
    filter?: { readonly key?: string; readonly limit?: number },
  ): Promise<readonly { readonly id: string; readonly data: Json }[]>
  /** Whether there was one: of several that remove it, one is told so. */
  remove(collection: string, id: string): Promise<boolean>
}
