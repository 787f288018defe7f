import type { ConnectionId, ConnectorId, OperationName, RevisionId, Scope } from './ids.ts'
import type { Json } from './json.ts'
import type { Problem } from './problem.ts'
import type { Held } from './revision.ts'

interface ConnectorEvent {
  readonly connector: ConnectorId
  readonly scope: Scope
}

interface ConnectionEvent {
  readonly organisation: string
  readonly connector: ConnectorId
  readonly attempt: string
}

interface RunEvent {
  readonly organisation: string
  readonly dependent: string
  readonly run: string
}

/** What the kernel tells its host; each is emitted after the commit that it reports. */
export interface KernelEvents {
  'connector:ready': ConnectorEvent & { readonly version: string; readonly revision: RevisionId }
  /** `connector` is null when the file does not even say its id. A connector that served before serves on. */
  'connector:failed': {
    readonly connector: ConnectorId | null
    readonly scope: Scope
    readonly path: string
    readonly problems: readonly Problem[]
  }
  'connector:changed': ConnectorEvent & {
    readonly version: string
    readonly base: RevisionId
    readonly revision: RevisionId
    readonly organisation: string | null
  }
  'connector:held': { readonly change: Held }
  /** A change that waited does so no more: the base came back, or a newer state took its place. */
  'connector:withdrawn': { readonly change: Held }
  'connector:removed': ConnectorEvent
  /** A person allowed it in the browser. `attempt` is what `connections.authorise` answered. */
  'connection:authorised': ConnectionEvent & { readonly connection: ConnectionId }
  /** An attempt that ended without a connection. `connection`: the one that was to be authorised again. */
  'connection:failed': ConnectionEvent & {
    readonly connection: ConnectionId | null
    readonly code: string
    readonly message: string
  }
  'run:started': RunEvent & { readonly event: string }
  'run:step': RunEvent & {
    readonly step: string
    readonly operation: OperationName
    readonly status: 'done' | 'skipped' | 'failed' | 'in-doubt'
    readonly output?: Json
    readonly message?: string
  }
  'run:finished': RunEvent
  /** `waiting`: a person has to decide (a step in doubt). */
  'run:failed': RunEvent & { readonly step: string | null; readonly message: string; readonly waiting: boolean }
  /** A poll that failed, or a listener that waits for its connection; it is tried again. */
  'listener:failed': {
    readonly organisation: string
    readonly dependent: string
    readonly operation: OperationName
    readonly message: string
  }
}
