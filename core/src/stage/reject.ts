import type { Held, HeldId } from '../model/index.ts'
import { enterReturn, prepareReturn, withNobodyAhead } from './bring-back.ts'
import { changeThatWaits } from './changes-at-hand.ts'
import type { CorrectedDocument } from './corrections.ts'
import type { DecisionRoom } from './decision-room.ts'
import { dropRevisions } from './drop-revisions.ts'
import { weighedTransaction } from './weighed-transaction.ts'

export interface Rejection {
  /** Who decides, for the record. */
  readonly by: string
  /**
   * Where some went ahead: documents for the base.
   * @default those that the approval replaced, where nobody has written them anew since
   */
  readonly dependents?: readonly CorrectedDocument[]
  /** Where some went ahead: fingerprints of findings of going back that were looked at. @default none */
  readonly seen?: readonly string[]
}

/**
 * Keeps the base for good: the same state of the connector is not staged again for this organisation. Who went ahead
 * with the change comes back in the same transaction, as by a rollback: nobody is left with a revision that was
 * rejected. Throws `change-unknown`, `change-decided`, `approval-refused` for what coming back would break.
 */
export async function reject(room: DecisionRoom, id: HeldId, { by, ...given }: Rejection): Promise<Held> {
  const { connector } = await changeThatWaits(room.store.tables, id)
  const { entered } = await weighedTransaction(room, {
    label: 'reject',
    connector,
    prepare: async () =>
      prepareReturn(room, await changeThatWaits(room.store.tables, id), { ...given, deed: 'rejected' }),
    assertOpen: (tables) => changeThatWaits(tables, id),
    async enter(tables, returning) {
      const listeners = await enterReturn(room, tables, returning)
      const held: Held = { ...withNobodyAhead(returning.change), state: 'rejected', decidedBy: by }
      await tables.held.put(held)
      return { held, listeners }
    },
  })
  room.refreshListeners([...new Set(entered.listeners)])
  await dropRevisions(room)
  return entered.held
}
