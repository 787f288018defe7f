import type { Connector, ConnectorId, Problem, RevisionId, Scope, Source } from '../model/index.ts'

/** A connector as it was just read, on its way to become a revision. */
export interface Candidate {
  readonly scope: Scope
  readonly id: RevisionId
  readonly model: Connector
  readonly source: Source
  /** The entry that it was read from; the same one owns the id from then on. */
  readonly owner: string
}

/** What a read of a folder's entry came to. */
export interface Reading {
  readonly path: string
  /** Over everything that was read; the same bytes have the same digest. */
  readonly digest: string
  /** What the file says its id is, where it says one. */
  readonly connectorId: ConnectorId | null
  readonly candidate: Candidate | null
  readonly problems: readonly Problem[]
}
