import type {
  Authorisation,
  AuthorisationInput,
  CatalogueConnector,
  Connection,
  ConnectionId,
  ConnectionInput,
  Held,
  HeldId,
  KernelEvents,
  TestResult,
} from '@jackfield/core'
import type { Run } from '@jackfield/flows'
import type { Gate } from './gates.ts'

/** What the host's process is started with, as JSON. */
export interface HostSettings {
  /** The folder that is watched. */
  readonly connectors: string
  readonly database: string
  readonly key: string
  /** Declared origin to actual origin. */
  readonly connectTo: Readonly<Record<string, string>>
  /** Where the host is known to services and browsers, such as `http://127.0.0.1:41023/jackfield`. */
  readonly publicUrl: string
}

/** What can be asked of the host's process: the kernel's own functions, for the one organisation of the scenario. */
export interface HostCalls {
  catalogue(input: Nothing): Promise<readonly CatalogueConnector[]>
  addConnection(input: Omit<ConnectionInput, 'organisation'>): Promise<Connection>
  /** Begins to connect in the browser of `session`. */
  authorise(input: Omit<AuthorisationInput, 'organisation'>): Promise<Authorisation>
  connections(input: Nothing): Promise<readonly Connection[]>
  testConnection(input: { readonly id: ConnectionId }): Promise<TestResult>
  removeConnection(input: { readonly id: ConnectionId }): Promise<void>
  addFlow(input: {
    readonly text: string
    readonly file: string
    readonly connections: Record<string, ConnectionId>
  }): Promise<void>
  runs(input: Nothing): Promise<readonly Run[]>
  changes(input: Nothing): Promise<readonly Held[]>
  approve(input: { readonly id: HeldId; readonly dependents: readonly Document[] }): Promise<Held>
  /** Answers the gate's number; the host says when a transaction has stopped at it. */
  setGate(input: Gate): Promise<number>
  openGate(input: { readonly gate: number }): Promise<void>
  /** Closes the kernel; the process ends by itself. */
  close(input: Nothing): Promise<void>
}

/** A flow that is corrected with an approval. */
export interface Document {
  readonly id: string
  readonly document: string
}

export type Nothing = Record<string, never>

/** Something that the kernel told, as `kernel.on` hears it. */
export type KernelEvent = {
  readonly [Name in keyof KernelEvents]: { readonly name: Name; readonly data: KernelEvents[Name] }
}[keyof KernelEvents]

export interface ToHost {
  readonly number: number
  readonly call: keyof HostCalls
  readonly input: unknown
}

export type FromHost =
  /** Listens on this port for what comes to the public URL. */
  | { readonly kind: 'door'; readonly port: number }
  | { readonly kind: 'up' }
  | { readonly kind: 'result'; readonly number: number; readonly result: unknown }
  | { readonly kind: 'refusal'; readonly number: number; readonly message: string }
  | { readonly kind: 'event'; readonly event: KernelEvent }
  | { readonly kind: 'reached'; readonly gate: number }
  /** What the kernel logged as a warning or an error. */
  | { readonly kind: 'log'; readonly message: string }
