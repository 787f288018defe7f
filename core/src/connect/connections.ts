import type { Transport } from '../http/index.ts'
import type {
  Clock,
  Connection,
  ConnectionId,
  Connector,
  ConnectorId,
  Dict,
  Grant,
  Json,
  JsonObject,
  Log,
} from '../model/index.ts'
import type { Store, Tables } from '../store/index.ts'
import type { AuthScheme } from './auth-scheme.ts'
import type { Authorisation, AuthorisationInput, Callback, Finished } from './authorise/authorisation.ts'
import type { KeyProvider } from './key-provider.ts'
import type { Link, LinkRequest } from './link.ts'
import type { Sealing } from './sealing.ts'

/** The connections of every organisation. Credentials go in and never come back out. */
export interface Connections {
  /**
   * Makes a connection: seals its credentials and fixes where they may go.
   * Throws `connector-unknown`, `connection-invalid` with every problem at once, `key-missing`.
   *
   * @example
   * ```ts
   * const tracker = await kernel.connections.add({
   *   organisation: 'pune',
   *   connector: 'production-tracker',
   *   settings: { host: 'tracker.example.com' },
   *   credentials: { key },
   * });
   * ```
   */
  add(connection: ConnectionInput): Promise<Connection>
  list(filter?: { readonly organisation?: string; readonly connector?: ConnectorId }): Promise<readonly Connection[]>
  /** Throws `connection-unknown`. */
  get(id: ConnectionId): Promise<Connection>
  /** Invokes the connector's `test` operation. Throws `connection-unknown`; whatever else fails is the answer. */
  test(id: ConnectionId): Promise<TestResult>
  /**
   * Takes the credentials again, and settings where given (all of them): what they may be used for is computed anew, by
   * the connector's active revision. Without credentials, only settings that no authority reads may change.
   * Throws what {@link Connections.add} throws, and `connection-unknown`.
   */
  reauthorise(id: ConnectionId, entered: Reauthorisation): Promise<Connection>
  /**
   * Begins to have a person authorise a connection in their browser. Throws `argument-invalid`, and what
   * {@link Connections.add} throws.
   */
  authorise(input: AuthorisationInput): Promise<Authorisation>
  /** What came of it, when the browser came back. */
  finish(callback: Callback): Promise<Finished>
  /** Throws `connection-unknown`. */
  remove(id: ConnectionId): Promise<void>
  /**
   * Joins a connection to an operation of one revision: where its requests go, and the signer that only signs for the
   * connection's grants. Throws `connection-required`, `connection-unknown` (another organisation's, too),
   * `connection-invalid`, `connection-needs-reauthorisation`, `origin-refused`, `key-missing`, `key-wrong`.
   */
  link(request: LinkRequest): Promise<Link>
  /**
   * The organisation's connections whose credentials a revision would send beyond their grants, with what is beyond.
   */
  beyond(organisation: string, connector: Connector): Promise<readonly BeyondGrants[]>
  /**
   * Has connections wait for their secrets to be entered again, within a transaction of the caller's; unknown ones are
   * left out. What is linked afterwards is refused at once, a signer that is in use at most five seconds after the
   * commit.
   */
  markNeedsReauthorisation(ids: readonly ConnectionId[], tables: Tables): Promise<void>
  /** Seals what else belongs to an organisation alone, with the key that seals credentials. */
  readonly sealing: Sealing
  /** What was entered to verify webhooks by. Throws `connection-unknown`, `key-missing`, `key-wrong`. */
  webhookCredentials(id: ConnectionId): Promise<Dict<string>>
  /** A salted digest of settings and what was entered: another one says that either changed. */
  fingerprint(id: ConnectionId, salt: string): Promise<string>
  /**
   * Resolves when tokens that are on their way have been stored, at most two seconds later; call it before the
   * transport and the store close.
   */
  close(): Promise<void>
}

export interface ConnectionInput {
  readonly organisation: string
  readonly connector: ConnectorId
  /** Name of the security scheme. @default the only one that the connector has */
  readonly scheme?: string | null
  readonly settings?: JsonObject
  readonly credentials?: Dict<string>
}

export interface Reauthorisation {
  readonly credentials?: Dict<string>
  /** @default as they are */
  readonly settings?: JsonObject
  /** @default the connection's */
  readonly scheme?: string | null
}

export type TestResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly hint?: string }

export interface BeyondGrants {
  readonly connection: Connection
  readonly grants: readonly Grant[]
}

/** What connections work with; joined by the composition root. */
export interface ConnectRoom {
  readonly store: Store
  readonly keyProvider?: KeyProvider | undefined
  /** Those of extensions, besides the built-in ones. */
  readonly schemes?: readonly AuthScheme[]
  readonly transport: Transport
  /** Where the browser comes back to. */
  readonly redirectUri?: string | undefined
  readonly clock: Clock
  readonly log: Log
  /** The organisation's active revision of a connector. */
  connectorOf(organisation: string, id: ConnectorId): Promise<Connector | undefined> | Connector | undefined
  /** Invokes the `test` operation of the connection's connector. Throws `JackfieldError`. */
  tryOut(id: ConnectionId): Promise<void>
  /** The output of an operation without input, over a connection that is being made. Throws `JackfieldError`. */
  derive(asked: DeriveRequest): Promise<Json>
}

export interface DeriveRequest {
  readonly organisation: string
  readonly connection: ConnectionId
  readonly connector: Connector
  readonly operation: string
}
