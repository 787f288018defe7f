import type { Connector } from './connector.ts'
import type { ConnectorId, HeldId, RevisionId, Scope } from './ids.ts'
import type { ImpactReport } from './impact.ts'

/** One immutable state of a connector; kept while a binding, a run or a held change names it. */
export interface Revision {
  readonly id: RevisionId
  readonly connector: ConnectorId
  readonly scope: Scope
  readonly version: string
  readonly model: Connector
  readonly source: Source
}

/** Where a revision came from: a folder's files with their digests, or the host's own code. */
export interface Source {
  readonly format: string
  /** The watched folder's entry, `null` for a connector that the host registered. */
  readonly path: string | null
  readonly files: readonly { readonly path: string; readonly digest: string }[]
}

/** A change that waits for a decision; one per scope, connector and organisation. */
export interface Held {
  readonly id: HeldId
  readonly organisation: string
  readonly scope: Scope
  readonly connector: ConnectorId
  readonly base: RevisionId
  /** `null`: the connector's folder was removed. */
  readonly revision: RevisionId | null
  readonly report: ImpactReport
  /** ISO 8601. */
  readonly since: string
  readonly state: 'held' | 'approved' | 'rejected' | 'withdrawn'
  readonly decidedBy?: string
}
