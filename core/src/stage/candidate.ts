import type { Peek, Sight } from '../load/index.ts'
import type { Connector, ConnectorId, Pointer, Problem, RevisionId, Scope, Source } from '../model/index.ts'

/** A connector as it was just read, on its way to become a revision. */
export interface Candidate {
  readonly scope: Scope
  readonly id: RevisionId
  readonly model: Connector
  readonly source: Source
  /** The entry that it was read from; the same one owns the id from then on. */
  readonly owner: string
}

/** An extension as it was just read: it becomes a revision with each revision that it is laid over. */
export interface Draft {
  readonly scope: Scope
  /** What the extension says itself; `extends` names its base. */
  readonly model: Connector
  readonly source: Source
  readonly owner: string
  /** Where a place of the model stands in the files. */
  place(model: Pointer): Pick<Problem, 'file' | 'line' | 'column' | 'pointer'>
}

/** What a read of a folder's entry came to. */
export interface Reading {
  readonly path: string
  /** Over everything that was read; the same bytes have the same digest. */
  readonly digest: string
  /** What the file says its id is, where it says one. */
  readonly connectorId: ConnectorId | null
  readonly candidate: Candidate | Draft | null
  /** Instead of a candidate: what a look at it told. */
  readonly peeked?: Peek
  /** Whether its digest was known, and nothing else of it was read. */
  readonly isUnread?: true
  /** Whether there is nothing that could be a connector. */
  readonly isNothing?: true
  readonly problems: readonly Problem[]
  /** The entry as the file system told of it before it was read; `null` where it can't. */
  readonly sight: Sight | null
}

export function isDraft(candidate: Candidate | Draft): candidate is Draft {
  return !('id' in candidate)
}
