import type { Clock, ListenerId, Log, RevisionId } from '../model/index.ts'
import type { Notifier } from '../notify/index.ts'
import type { Register } from '../register/index.ts'
import type { Store, Tables } from '../store/index.ts'
import type { Drafts } from './drafts.ts'
import type { Weighing } from './weigh.ts'

/** What staging works with; joined by the composition root. */
export interface StageRoom extends Weighing {
  readonly store: Store
  readonly register: Register
  readonly drafts: Drafts
  readonly notifier: Notifier
  readonly clock: Clock
  readonly log: Log
  /** What runs and subscriptions began with; `null`: somebody who may know of more is not here. */
  claimed(tables: Tables): Promise<ReadonlySet<RevisionId> | null>
  /** Listeners whose generation rose: what they poll right now is void. */
  refreshListeners(listeners: readonly ListenerId[]): void
}
