import type { Choices } from '../choices/index.ts'
import type {
  Authorisation,
  AuthorisationInput,
  Callback,
  ConnectionInput,
  KeyProvider,
  Reauthorisation,
  TestResult,
} from '../connect/index.ts'
import type { Extension, ExtensionFactory } from '../extend/index.ts'
import type { FileStoreProvider, Files } from '../files/index.ts'
import type { Handle } from '../handle/index.ts'
import type { AcceptedFinding, HoldPolicy } from '../impact/index.ts'
import type { Invocation, Outcome } from '../invoke/index.ts'
import type { PollResult } from '../listen/index.ts'
import type { ConnectorDefinition } from '../load/index.ts'
import type {
  ActionName,
  Clock,
  Connection,
  ConnectionId,
  Dependent,
  Held,
  HeldId,
  ListenerId,
  Log,
  OperationInput,
  OperationItem,
  OperationOutput,
  Scope,
  TriggerEvent,
  TriggerName,
  Usage,
} from '../model/index.ts'
import type { EventListeners, Notifier } from '../notify/index.ts'
import type { Catalogue } from '../register/index.ts'
import type { Approval, Rejection, Rollback } from '../stage/index.ts'
import type { StoreProvider } from '../store/index.ts'
import type { KernelListeners } from './listeners.ts'

/** What a host gives to `createKernel`. Durations are milliseconds, or text such as `200ms`, `30s`, `5m`. */
export interface KernelOptions {
  /** Folders to watch, each for everybody (`host`) or for one organisation. @default [] */
  readonly plugins?: readonly PluginFolder[]
  /** The host's own connectors, run in process with the injected services. @default [] */
  readonly connectors?: readonly ConnectorDefinition[]
  readonly extensions?: readonly Extension[]
  /**
   * Ids of connectors in code that run in the host's own process, as trusted as the host itself: each in a watched folder
   * of the host, its file or folder named like its id. @default none
   */
  readonly trust?: readonly string[]
  /** Where everything is kept: `sqlite('state/jackfield.db')`. */
  readonly store: StoreProvider
  /** The key that seals credentials: `keyFile('state/key')`. Needed once a connection has any. */
  readonly keyProvider?: KeyProvider
  /**
   * Where files are kept: `fileFolder('state/files')`. @default a private folder in the system's temporary one, removed
   * when the kernel closes
   */
  readonly files?: FileStoreProvider
  /**
   * Where the host mounts `kernel.handle` for the outside, such as `https://app.example.com/jackfield`: webhooks and the
   * way back from a browser come there. Needed once a connection is authorised in a browser or a webhook is subscribed.
   */
  readonly publicUrl?: string
  /** Origins whose sockets go elsewhere, for tests and tunnels; all rules and reports see the declared origin. */
  readonly connectTo?: Readonly<Record<string, string>>
  /** Origins with plain `http` or a private address that may be reached. @default none */
  readonly allowOrigins?: readonly string[]
  /** A touched step of this status holds a change. @default 'risky' */
  readonly hold?: HoldPolicy
  /**
   * Findings that an organisation has looked at and lives with, by their fingerprints: they are shown as accepted and hold
   * nothing until their last day is over. Asked whenever a change is weighed. What it throws, or answers that is none, is
   * logged, and nothing is accepted then. @default none
   */
  readonly accepted?: (organisation: string) => readonly AcceptedFinding[]
  /** What an output that does not fit its schema is. @default 'warn', since vendors lie */
  readonly validateOutput?: 'error' | 'warn' | 'off'
  /**
   * Bytes of connectors, as JSON text, that are kept in memory, which takes a few times as much: those used last. Others
   * are read from the store when they are needed. @default 33_554_432 (32 MiB)
   */
  readonly maxModelBytes?: number
  /**
   * Bytes of files that nobody used before and a start reads whole, per folder. Where there are more, only what their
   * formats see at a look is known, and a connector is read and validated when it is first needed. @default 524_288
   * (512 KiB)
   */
  readonly readAtStart?: number
  /** Overrides every manifest's `every`. */
  readonly pollEvery?: number | string
  /** Overrides every manifest's `confirm.after`. */
  readonly confirmAfter?: number | string
  /** How often folders are read without an event. @default 60s */
  readonly rescanEvery?: number | string
  readonly clock?: Clock
  /** @default silence */
  readonly log?: Log
  /** Listeners that hear the events of the start too. */
  readonly on?: EventListeners
}

export interface PluginFolder {
  readonly dir: string
  /** @default 'host' */
  readonly scope?: Scope
}

/** A running Jackfield. Close it with `await using`, or `[Symbol.asyncDispose]()`. */
export interface Kernel {
  /** Answers a function that takes the listener away again. */
  readonly on: Notifier['on']
  readonly catalogue: KernelCatalogue
  readonly connections: KernelConnections
  readonly files: Files
  readonly usages: KernelUsages
  readonly changes: KernelChanges
  /**
   * Calls an action. Throws `operation-unknown`, `connection-required`, `input-invalid`, `operation-failed` and what else
   * the way there and back can meet; `doubt` on the error says that the call may have had its effect. Iterated at once,
   * it gives elements as pages are fetched: `for await (const order of kernel.invoke('shop.listOrders', { … }))`.
   */
  invoke<const Name extends ActionName>(
    operation: Name extends keyof Jackfield.Triggers ? never : Name,
    ...options: InvokeArguments<Name>
  ): Invocation<Outcome<OperationOutput<Name>>, OperationItem<Name>>
  /** Hears a trigger: each new item is delivered at least once, with a stable `event.id`. */
  listen<const Name extends TriggerName>(options: ListenOptions<Name>): Promise<Listening>
  /** What listens, for people to look at. */
  readonly listeners: KernelListeners
  /**
   * The one entry for requests from outside, mountable under any path and usable on its own: webhooks
   * (`…/webhooks/<token>`) and the way back from a browser (`…/oauth/callback`). Never throws.
   */
  readonly handle: Handle
  /** Lets a held change take effect, for all or for some, with the documents corrected for it, in one transaction. */
  approve(change: HeldId, approval: Approval): Promise<Held>
  /**
   * Takes an approval back: the base serves again, with the documents that the approval replaced, in one transaction, and
   * the change waits again. Of a change that only some went ahead with, those come back. Throws `change-unknown`,
   * `change-decided`, `approval-refused`.
   */
  rollback(change: HeldId, rollback: Rollback): Promise<Held>
  /**
   * Keeps the base: the same state of the connector is not staged again. Who went ahead with it comes back, as by a
   * rollback. Throws `change-unknown`, `change-decided`, `approval-refused`.
   */
  reject(change: HeldId, rejection: Rejection): Promise<Held>
  /** What an extension offers: `kernel.extension(flows)`. Throws `extension-missing`. */
  extension<Api>(factory: ExtensionFactory<Api, never>): Api
  /** Reads every watched folder now. */
  rescan(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** What there is, and what a person can fill in. */
export interface KernelCatalogue extends Catalogue, Choices {}

export interface KernelConnections {
  /** Throws `connection-invalid` with every problem, `key-missing`. */
  add(input: ConnectionInput): Promise<Connection>
  list(filter: { readonly organisation: string }): Promise<readonly Connection[]>
  /** Invokes the connector's `test` operation. */
  test(id: ConnectionId): Promise<TestResult>
  /** Enters the secrets again, which fixes where they may go anew. */
  reauthorise(id: ConnectionId, input: Reauthorisation): Promise<Connection>
  /**
   * Begins to have a person authorise a new connection, or one again, in their browser (OAuth 2.0 authorisation code with
   * PKCE): send it to `url`. It comes back to `publicUrl` + `/oauth/callback`, where `kernel.handle` finishes. Throws
   * `argument-invalid`, `connector-unknown`, `connection-invalid` with every problem, `key-missing`.
   */
  authorise(input: AuthorisationInput): Promise<Authorisation>
  /**
   * Finishes in place of `kernel.handle`, for hosts that route the way back themselves. Throws `attempt-unknown`,
   * `attempt-expired`, `session-wrong`, `authorisation-denied`, `authorisation-refused`, `token-refused`,
   * `connection-invalid`.
   */
  finish(callback: Callback): Promise<Connection>
  remove(id: ConnectionId): Promise<void>
}

export interface KernelUsages {
  /**
   * Says what a host's own flow uses. `complete`: these are all of its usages. Throws `dependent-invalid`, `operation-unknown`.
   */
  put(dependent: HostDependent, usages: readonly Usage[], options: { readonly complete: boolean }): Promise<void>
  remove(dependent: { readonly organisation: string; readonly id: string }): Promise<void>
}

/** A dependent without its `kind`, which is `host`. */
export type HostDependent = Omit<Dependent, 'kind'>

export interface KernelChanges {
  /** Newest last; reports of waiting changes are of this moment. @default state 'held' */
  list(filter: { readonly organisation: string; readonly state?: Held['state'] }): Promise<readonly Held[]>
}

/** `invoke`'s arguments after the name: none are needed where no input is. */
export type InvokeArguments<Name extends string> =
  Record<never, never> extends OperationInput<Name>
    ? readonly [options?: InvokeOptions<Name>]
    : readonly [options: InvokeOptions<Name>]

export type InvokeOptions<Name extends string = string> = CallOptions & InputOption<Name>

/** An input that may be empty may be left out. */
type InputOption<Name extends string> =
  Record<never, never> extends OperationInput<Name>
    ? { /** @default {} */ readonly input?: OperationInput<Name> }
    : { readonly input: OperationInput<Name> }

interface CallOptions {
  readonly connection?: ConnectionId
  /** Needed only without a connection. */
  readonly organisation?: string
  /** Uses what this dependent is bound to instead of the active revision. */
  readonly dependent?: string
  /** Which step of the dependent calls: for logs. */
  readonly step?: string
  /** The same for every attempt of one intended effect. @default a new one */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

export type ListenOptions<Name extends string = string> = TriggerOptions<Name> & InputOption<Name>

interface TriggerOptions<Name extends string> {
  readonly operation: Name extends keyof Jackfield.Actions ? never : Name
  readonly connection?: ConnectionId
  /** Needed only without a connection. */
  readonly organisation?: string
  /**
   * Of a webhook: a URL of the host's own instead of the kernel's, whose requests it hands on with
   * `kernel.handle(request, { listener: listening.id })`.
   */
  readonly callbackUrl?: string
  /** Who listens: its id; the position is kept under it. */
  readonly dependent: string
  /** The event counts as delivered when this resolves. */
  deliver(event: TriggerEvent<OperationOutput<Name>>): Promise<void> | void
}

export interface Listening {
  readonly id: ListenerId
  /** Of a webhook: where the service calls. A person enters it there, where the connector can't. */
  readonly url?: string
  /** Asks the service now, after the poll in flight. Throws what the poll failed with. */
  poll(): Promise<PollResult>
  /** Stops delivering; the position is kept for the next `listen` of the same dependent. */
  stop(): Promise<void>
  /** Ends it for good. */
  remove(): Promise<void>
}
