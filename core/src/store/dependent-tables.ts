import type { Binding, ConnectorId, Dependent, Listener, ListenerId, OperationName, Usage } from '../model/index.ts'

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
  /**
   * Remembers the keys, also known ones, as last seen at `at` (milliseconds since 1970); answers those that were new.
   */
  add(listener: ListenerId, keys: readonly string[], at: number): Promise<ReadonlySet<string>>
  /** Those of the keys that are not remembered. */
  unknown(listener: ListenerId, keys: readonly string[]): Promise<ReadonlySet<string>>
  /** Forgets keys last seen before `before`. */
  forget(listener: ListenerId, before: number): Promise<void>
}
