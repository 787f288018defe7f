import type { Clock, ListenerId, Log } from '../model/index.ts'
import type { Notifier } from '../notify/index.ts'
import type { Register } from '../register/index.ts'
import type { Store } from '../store/index.ts'
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
  /** Listeners whose generation rose: what they poll right now is void. */
  refreshListeners(listeners: readonly ListenerId[]): void
}
