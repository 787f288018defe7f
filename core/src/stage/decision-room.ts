import type { Runner } from '../listen/index.ts'
import type { ConnectorId, Dependent, RevisionId, Scope, Usage } from '../model/index.ts'
import type { BoundRevision } from '../register/index.ts'
import type { Tables } from '../store/index.ts'
import type { StageRoom } from './stage-room.ts'

/** What decisions need besides: who runs the documents that come with an approval. */
export interface DecisionRoom extends StageRoom {
  /** Reads a dormant connector that an organisation needs; within a turn. */
  wake(organisation: string, connector: ConnectorId): Promise<unknown>
  /** Stages what its entry has by now, or that it is gone; within a turn. */
  restage(scope: Scope, connector: ConnectorId): Promise<void>
  runner(owner: string): Runner | undefined
  /** Registers the dependent's new edition, binding what is new to it within the transaction's own state. */
  putDependent(put: DependentPut, tables: Tables): Promise<void>
}

export interface DependentPut {
  readonly dependent: Dependent
  readonly usages: readonly Usage[]
  readonly complete: boolean
  /** Name of the extension whose document it is; `null` for a host's own. */
  readonly owner: string | null
  /** The revisions that it was checked against: it is bound to these, or not at all. @default whatever serves */
  readonly checked?: ReadonlyMap<ConnectorId, RevisionId>
  /** Revisions that it goes over to, whatever serves its organisation. @default none */
  readonly ahead?: ReadonlyMap<ConnectorId, BoundRevision>
}
