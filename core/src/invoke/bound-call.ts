import type { CallFiles } from '../files/index.ts'
import type { Signer, Transport } from '../http/index.ts'
import type { Clock, Connector, Json, JsonObject, Log, Operation, Problem } from '../model/index.ts'
import type { Policies } from './policy/policy.ts'
import type { PolledItem, PollServices, Services, Storage } from './services.ts'

/** One operation of one revision, bound to a connection: everything that its calls need, made once by `bind/`. */
export interface BoundCall {
  readonly connector: Connector
  readonly operation: Operation
  /** Of the revision: compiled at first use, shared by its calls. */
  readonly validators: Validators
  /** The server's URL with its variables filled in, without a trailing slash. */
  readonly baseUrl: string
  readonly signer: Signer | null
  readonly settings: JsonObject
  readonly derived: JsonObject
  readonly transport: Transport
  readonly storage: Storage
  /** Of the organisation that calls. */
  readonly files: CallFiles
  readonly clock: Clock
  readonly log: Log
  /** What an output that does not fit its schema is: an error, a warning in the outcome, or nothing. */
  /** Of extensions. @default none */
  readonly policies?: Policies
  readonly validateOutput: 'error' | 'warn' | 'off'
  /** A host's own action. */
  readonly code?: CodeOperation
  /** A host's own polling trigger. */
  readonly codePoll?: CodePoll
}

/** The functions of a host's own connector, by operation id. */
export interface ConnectorCode {
  readonly actions: ReadonlyMap<string, CodeOperation>
  readonly polls: ReadonlyMap<string, CodePoll>
}

export type CodeOperation = (input: JsonObject, services: Services) => Promise<Json> | Json

/** A polling trigger of a host's own: one poll, item by item. */
export type CodePoll = (input: JsonObject, services: PollServices) => AsyncIterable<PolledItem>

export interface CallRequest {
  readonly input: JsonObject
  readonly idempotencyKey: string
  /** What a webhook's calls read besides. */
  readonly webhook?: JsonObject
  readonly subscription?: JsonObject
  readonly signal?: AbortSignal
}

export interface Outcome<Output = Json> {
  readonly output: Output
  readonly warnings: readonly Problem[]
}

/** Validates by a schema of the connector; every problem at once, `pointer` into the value. */
export interface Validators {
  input(operation: Operation): (value: Json) => readonly Problem[]
  output(operation: Operation): (value: Json) => readonly Problem[]
}
