import type {
  Binding,
  Connection,
  ConnectionId,
  ConnectorId,
  Dependent,
  Held,
  HeldId,
  Json,
  Listener,
  ListenerId,
  OperationName,
  Problem,
  Revision,
  RevisionId,
  RevisionSummary,
  Scope,
  Usage,
} from '../model/index.ts'

/** What a kernel keeps. `sqlite()` is the one in the core; others are extensions. */
export interface Store extends AsyncDisposable {
  /** Each call is durable by itself. Never use it inside a transaction's `work`: that would wait for itself. */
  readonly tables: Tables
  /**
   * Runs `work` in one durable transaction: all of it or nothing. `label` names it in logs and lets a wrapper observe it
   * (`hand-off`, `approve`, `journal`, …). No transaction is held over the network.
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

/** Which folder entry (its absolute path) owns a connector's id in a scope. */
export interface Owners {
  get(scope: Scope, connector: ConnectorId): Promise<string | undefined>
  put(scope: Scope, connector: ConnectorId, path: string): Promise<void>
  putAll(scope: Scope, owned: readonly { readonly connector: ConnectorId; readonly path: string }[]): Promise<void>
  remove(scope: Scope, connector: ConnectorId): Promise<void>
  list(scope: Scope): Promise<readonly { readonly connector: ConnectorId; readonly path: string }[]>
}

/** What an entry of a watched folder came to when it was last read; what has the same signature is not read again. */
export interface IndexedEntry {
  readonly scope: Scope
  /** Absolute. */
  readonly path: string
  /** What looked at it: another set of formats may see something else in the same bytes. */
  readonly reader: string
  /** Of its files as the file system tells of them. */
  readonly signature: string
  /** When that was asked, in milliseconds since 1970. */
  readonly at: number
  readonly digest: string
  readonly connector: ConnectorId | null
  /**
   * `served`: it became a revision; `dormant`: it will, once it is needed; `failed`; `nothing`: it is no connector;
   * `refused`: another entry owns its id; `other`: it has to be read whenever a kernel starts.
   */
  readonly outcome: 'served' | 'dormant' | 'failed' | 'nothing' | 'refused' | 'other'
  /** Of a dormant one. */
  readonly about?: Pick<RevisionSummary, 'version' | 'about'>
  readonly problems?: readonly Problem[]
}

export interface IndexedEntries {
  list(scope: Scope): Promise<readonly IndexedEntry[]>
  /** Adds, or replaces those of the same scope and path. */
  put(entries: readonly IndexedEntry[]): Promise<void>
  remove(scope: Scope, paths: readonly string[]): Promise<void>
}

/** What is kept of an entry that is dormant: what it was, and by which words it is found, without reading it. */
export interface KeptEntry {
  readonly scope: Scope
  /** Absolute. */
  readonly path: string
  /** Of what is kept. */
  readonly digest: string
  /** Its files, packed; `null` where they are too many. */
  readonly source: Uint8Array | null
  /** In small letters, each once; `null` where only reading it tells. */
  readonly words: readonly string[] | null
}

export interface KeptEntries {
  get(scope: Scope, path: string): Promise<KeptEntry | undefined>
  /** Adds, or replaces those of the same scope and path. */
  put(entries: readonly KeptEntry[]): Promise<void>
  remove(scope: Scope, paths: readonly string[]): Promise<void>
  /** Those of which something is kept. */
  scopes(): Promise<readonly Scope[]>
  /** The digests of a scope's, by path. */
  digests(scope: Scope): Promise<ReadonlyMap<string, string>>
  /** The digests, by path, of those whose words are known and have one of these nowhere, not even in another word. */
  lacking(scope: Scope, words: readonly string[]): Promise<ReadonlyMap<string, string>>
}

/** Immutable: putting one again changes nothing. */
export interface Revisions {
  get(id: RevisionId): Promise<Revision | undefined>
  put(revision: Revision): Promise<void>
  /** Of those that are stored, in any order, without reading their models. Throws `store-newer`. */
  summaries(ids: readonly RevisionId[]): Promise<readonly RevisionSummary[]>
  /**
   * Those that something in the store named, and nothing names any more, in any order: no active row, no binding, no
   * other revision (as what it extends), no change that waits (as its base or revision, or of an extension), and no
   * approved change (as its base) whose revision is still what its organisation has. Takes no longer with more revisions:
   * only what stopped being named is looked at.
   */
  loose(): Promise<readonly RevisionId[]>
  /** In every scope. Those that are named by now are not loose any more. */
  remove(ids: readonly RevisionId[]): Promise<void>
}

/** `organisation: null` is the default of a scope; an organisation's own row overrides it. */
export interface ActiveRevisions {
  get(scope: Scope, connector: ConnectorId, organisation: string | null): Promise<RevisionId | undefined>
  /** `revision: null` removes the row. */
  set(row: {
    readonly scope: Scope
    readonly connector: ConnectorId
    readonly organisation: string | null
    readonly revision: RevisionId | null
  }): Promise<void>
  list(): Promise<
    readonly {
      readonly scope: Scope
      readonly connector: ConnectorId
      readonly organisation: string | null
      readonly revision: RevisionId
    }[]
  >
}

export interface HeldChanges {
  get(id: HeldId): Promise<Held | undefined>
  put(held: Held): Promise<void>
  list(filter: {
    readonly organisation?: string
    readonly scope?: Scope
    readonly connector?: ConnectorId
    readonly state?: Held['state']
  }): Promise<readonly Held[]>
}

/** `owner` is the extension whose documents these are; null for a host's own. */
export interface StoredDependent extends Dependent {
  readonly owner: string | null
  /** Whether all of its usages are known. */
  readonly complete: boolean
}

export interface Dependents {
  /** Every connector that a binding, a usage, a connection or a held change names, of whatever organisation. */
  connectors(): Promise<ReadonlySet<ConnectorId>>
  get(organisation: string, id: string): Promise<StoredDependent | undefined>
  /** Those of the ids that are registered, in any order. */
  some(organisation: string, ids: readonly string[]): Promise<readonly StoredDependent[]>
  put(dependent: StoredDependent): Promise<void>
  list(organisation?: string): Promise<readonly StoredDependent[]>
  /** Removes its bindings and usages too; its listeners are the caller's to end. */
  remove(organisation: string, id: string): Promise<void>
}

export interface Bindings {
  of(organisation: string, dependent: string): Promise<readonly Binding[]>
  /** Of each of the dependents, sorted by dependent and operation. */
  some(organisation: string, dependents: readonly string[]): Promise<readonly Binding[]>
  get(organisation: string, dependent: string, operation: OperationName): Promise<Binding | undefined>
  /** Adds, or replaces the one of the same organisation, dependent and operation. */
  put(binding: Binding): Promise<void>
  /** All of a dependent, or one of its operations. */
  remove(organisation: string, dependent: string, operation?: OperationName): Promise<void>
  ofConnector(connector: ConnectorId, organisation?: string): Promise<readonly Binding[]>
  /** The dependents that are bound to one of the connector's operations. */
  dependentsOn(
    connector: ConnectorId,
    organisation?: string,
  ): Promise<readonly { readonly organisation: string; readonly dependent: string }[]>
  /** The organisations that have such dependents. */
  organisationsOn(connector: ConnectorId): Promise<readonly string[]>
}

export interface Usages {
  replace(organisation: string, dependent: string, usages: readonly Usage[]): Promise<void>
  of(organisation: string, dependent: string): Promise<readonly Usage[]>
  /** Of each of the dependents that has any, by its id. */
  some(organisation: string, dependents: readonly string[]): Promise<ReadonlyMap<string, readonly Usage[]>>
  /** Whether a usage of one of the connector's operations, of whomever, was made with this described schema. */
  namesSchema(connector: ConnectorId, digest: string): Promise<boolean>
  /** The dependents with a usage of one of the connector's operations. */
  dependentsOn(
    connector: ConnectorId,
    organisation?: string,
  ): Promise<readonly { readonly organisation: string; readonly dependent: string }[]>
  /** The organisations that have such dependents. */
  organisationsOn(connector: ConnectorId): Promise<readonly string[]>
}

export interface Listeners {
  get(id: ListenerId): Promise<Listener | undefined>
  put(listener: Listener): Promise<void>
  list(filter?: { readonly organisation?: string; readonly dependent?: string }): Promise<readonly Listener[]>
  remove(id: ListenerId): Promise<void>
}

/** Dedupe keys that a listener has handed off. */
export interface SeenKeys {
  /** Remembers the keys, also known ones, as last seen at `at` (milliseconds since 1970); answers those that were new. */
  add(listener: ListenerId, keys: readonly string[], at: number): Promise<ReadonlySet<string>>
  /** Those of the keys that are not remembered. */
  unknown(listener: ListenerId, keys: readonly string[]): Promise<ReadonlySet<string>>
  /** Forgets keys last seen before `before`. */
  forget(listener: ListenerId, before: number): Promise<void>
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
