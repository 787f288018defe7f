import type { ConnectionId, Dict, RevisionId, TriggerEvent } from '../model/index.ts'
import type { Tables } from '../store/index.ts'

/** An extension point: what takes a trigger's events and runs something for them. */
export interface Runner {
  /** Joins the hand-off transaction: writes the run, starts nothing. */
  accept(event: TriggerEvent, tables: Tables): Promise<void>
  /** After a commit that may have written runs. */
  wake(): void
  /**
   * Joins the transaction of an approval or of a rollback: from now on new runs are of this document. Answers the one
   * before, which a rollback brings back; `undefined` where it is not known any more.
   */
  swap(swap: DocumentSwap, tables: Tables): Promise<string | undefined>
  /** Joins a transaction: the revisions that runs which have not ended began with. They stay in the store. */
  revisions(tables: Tables): Promise<Iterable<RevisionId>>
}

export interface DocumentSwap {
  readonly organisation: string
  readonly dependent: string
  readonly edition: string
  readonly document: string
}

/** What a run keeps of how it began (Law 3). */
export interface RunBasis {
  readonly edition: string
  /** By operation name. */
  readonly revisions: Dict<RevisionId>
  readonly connections: Dict<ConnectionId>
}
