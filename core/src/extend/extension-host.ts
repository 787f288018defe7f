import type { DescribedRequest, DescribedSchemas } from '../choices/index.ts'
import type { RunBasis } from '../listen/index.ts'
import type {
  Clock,
  ConnectionId,
  Connector,
  ConnectorId,
  Dependent,
  Json,
  JsonObject,
  KernelEvents,
  ListenerId,
  Log,
  Operation,
  OperationName,
  RevisionId,
  Usage,
} from '../model/index.ts'
import type { Store, Tables } from '../store/index.ts'

/** What an extension may use of the kernel. */
export interface ExtensionHost {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  /** `confirmAfter` of the kernel's options: milliseconds that override every manifest's `confirm.after`. */
  readonly confirmAfter: number | undefined
  emit<Name extends keyof KernelEvents>(name: Name, event: KernelEvents[Name]): void
  /**
   * What an organisation's new dependents would be bound to at this moment; for one that is bound to the connector
   * already, what it has.
   */
  connector(organisation: string, id: ConnectorId, dependent?: string): Promise<ServingConnector | undefined>
  /**
   * Registers or updates a dependent with its usages, binding operations that are new to it to the active revision: to
   * those of `checked`, or not at all. Throws `revision-changed` where another serves by now: check it again.
   */
  putDependent(put: PutDependent, tables: Tables): Promise<void>
  removeDependent(organisation: string, id: string, tables: Tables): Promise<void>
  /** The revisions that a new run of the dependent uses, to be kept with the run. */
  basis(organisation: string, dependent: string, tables: Tables): Promise<Pick<RunBasis, 'edition' | 'revisions'>>
  /** The operation as a run knows it. Throws `operation-unknown`. */
  operation(name: OperationName, revision: RevisionId): Promise<Operation>
  /**
   * What the service says of an operation's fields (`schemaFrom`): a usage that names its digest as `resolvedSchema` is
   * checked by it when it is called. Throws what `catalogue.schema()` throws.
   */
  describe(request: DescribedRequest): Promise<DescribedSchemas>
  /** One call, on the run's own revision. Throws `JackfieldError`; `doubt` says that it may have had its effect. */
  invoke(call: RunCall): Promise<{ readonly output: Json }>
  /** Asks the operation's `confirm` about a call in doubt: `null` says that it did not happen. */
  confirm(call: RunCall): Promise<Json>
  /**
   * Asks before a transaction whether `listen` could work. Throws where a webhook never would: `argument-invalid` where
   * nobody said how services reach the kernel, `key-missing`, `connection-invalid` for a secret that was not entered.
   */
  assertListenable(listen: Listen): Promise<void>
  /** Where the service calls for a webhook's listener; after the transaction that made it. */
  listenerUrl(id: ListenerId): Promise<string | undefined>
  /** Makes or updates the dependent's one listener for a trigger; starts after the transaction. */
  listen(listen: Listen, tables: Tables): Promise<ListenerId>
}

/** A connector as it serves an organisation. */
export interface ServingConnector {
  readonly revision: RevisionId
  readonly model: Connector
}

export interface PutDependent {
  readonly dependent: Dependent
  readonly usages: readonly Usage[]
  readonly complete: boolean
  /** The revision of each connector that its document was checked against. */
  readonly checked: ReadonlyMap<ConnectorId, RevisionId>
}

export interface RunCall {
  readonly organisation: string
  readonly dependent: string
  readonly step: string
  readonly operation: OperationName
  readonly revision: RevisionId
  readonly connection: ConnectionId | null
  readonly input: JsonObject
  /** The same for every attempt of the step. */
  readonly idempotencyKey: string
  readonly signal?: AbortSignal
}

export interface Listen {
  readonly organisation: string
  readonly dependent: string
  readonly operation: OperationName
  readonly connection: ConnectionId | null
  readonly input: JsonObject
  /** Of a webhook: a URL of the host's own, whose requests it hands on with `kernel.handle(request, { listener })`. */
  readonly callbackUrl?: string
}
