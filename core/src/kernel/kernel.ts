import type { Choices } from '../choices/index.ts'
import type {
  Authorisation,
  AuthorisationInput,
  Callback,
  ConnectionInput,
  Reauthorisation,
  TestResult,
} from '../connect/index.ts'
import type { ExtensionFactory } from '../extend/index.ts'
import type { Files } from '../files/index.ts'
import type { Handle } from '../handle/index.ts'
import type { Invocation, Outcome } from '../invoke/index.ts'
import type { PollResult } from '../listen/index.ts'
import type {
  ActionName,
  Connection,
  ConnectionId,
  Dependent,
  Held,
  HeldId,
  ListenerId,
  OperationInput,
  OperationItem,
  OperationOutput,
  TriggerEvent,
  TriggerName,
  Usage,
} from '../model/index.ts'
import type { Notifier } from '../notify/index.ts'
import type { Catalogue } from '../register/index.ts'
import type { Approval, Rejection, Rollback } from '../stage/index.ts'
import type { KernelListeners } from './listeners.ts'

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
   * Calls an action. Throws `operation-unknown`, `connection-required`, `input-invalid`, `operation-failed` and what
   * else the way there and back can meet; `doubt` on the error says that the call may have had its effect. Iterated at
   * once, it gives elements as pages are fetched: `for await (const order of kernel.invoke('shop.listOrders', { … }))`.
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
   * Takes an approval back: the base serves again, with the documents that the approval replaced, in one transaction,
   * and the change waits again. Of a change that only some went ahead with, those come back. Throws `change-unknown`,
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
   * Begins to have a person authorise a new connection, or one again, in their browser (OAuth 2.0 authorisation code
   * with PKCE): send it to `url`. It comes back to `publicUrl` + `/oauth/callback`, where `kernel.handle` finishes.
   * Throws `argument-invalid`, `connector-unknown`, `connection-invalid` with every problem, `key-missing`.
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
   * Says what a host's own flow uses. `complete`: these are all of its usages. Throws `dependent-invalid`,
   * `operation-unknown`.
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
  /**
   * The event counts as delivered when this resolves. `signal` is aborted when the kernel begins to close, which waits
   * for it for `closeWithin`; an event that was not taken by then comes again.
   */
  deliver(event: TriggerEvent<OperationOutput<Name>>, context: { readonly signal: AbortSignal }): Promise<void> | void
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
