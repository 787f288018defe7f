import type {
  ConnectorId,
  Held,
  HeldId,
  Problem,
  Revision,
  RevisionId,
  RevisionSummary,
  Scope,
} from '../model/index.ts'

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
   * approved change (as its base) whose revision is still what its organisation has. Takes no longer with more
   * revisions: only what stopped being named is looked at.
   */
  loose(): Promise<readonly RevisionId[]>
  /** In every scope. Those that are named by now are not loose any more. */
  remove(ids: readonly RevisionId[]): Promise<void>
}

/**
 * `organisation: null` is the default of a scope; an organisation's own row overrides it, also by saying that it has
 * `none`: it let the connector go, and others did not.
 */
export interface ActiveRevisions {
  /** What the row says, if there is one. */
  get(scope: Scope, connector: ConnectorId, organisation: string | null): Promise<RevisionId | 'none' | undefined>
  /** What serves an organisation: its own row's, else the default. */
  serving(scope: Scope, connector: ConnectorId, organisation: string): Promise<RevisionId | undefined>
  /** `revision: null` removes the row. */
  set(row: {
    readonly scope: Scope
    readonly connector: ConnectorId
    readonly organisation: string | null
    readonly revision: RevisionId | 'none' | null
  }): Promise<void>
  list(): Promise<
    readonly {
      readonly scope: Scope
      readonly connector: ConnectorId
      readonly organisation: string | null
      readonly revision: RevisionId | 'none'
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
