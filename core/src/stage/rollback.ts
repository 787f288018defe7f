import { changeDecided } from '../errors/index.ts'
import type { Held, HeldId } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import { aheadWith, enterReturn, prepareReturn, withNobodyAhead } from './bring-back.ts'
import { changeNamed } from './changes-at-hand.ts'
import type { CorrectedDocument } from './corrections.ts'
import type { DecisionRoom } from './decision-room.ts'
import { dropRevisions } from './drop-revisions.ts'
import { takeBack } from './take-back.ts'
import { weighedTransaction } from './weighed-transaction.ts'

export interface Rollback {
  /** Who decides, for the record of the log. */
  readonly by: string
  /** Documents for the base. @default those that the approval replaced, where nobody has written them anew since */
  readonly dependents?: readonly CorrectedDocument[]
  /**
   * Fingerprints of findings of going back that were looked at: what else would break refuses the rollback.
   * @default none
   */
  readonly seen?: readonly string[]
}

/**
 * Takes an approval back: the base serves its organisation again, dependents are bound to it, documents are as they
 * were before the approval, in one transaction; the change waits again. Of a change that only some went ahead with,
 * those come back, also where another change came in its place since. Runs in flight finish with what they began with.
 * Throws `change-unknown`, `change-decided` where nobody has what the change brought, or something else took its place,
 * `approval-refused` for what going back would break.
 */
export async function rollback(room: DecisionRoom, id: HeldId, asked: Rollback): Promise<Held> {
  const change = await changeNamed(room.store.tables, id)
  const held = change.state === 'approved' ? await takeBack(room, id, asked) : await bringBack(room, id, asked)
  room.log.info(`Change "${id}" of "${change.connector}" was rolled back by ${asked.by}.`)
  await dropRevisions(room)
  return held
}

/** What serves stays: those who went ahead come back to it. */
async function bringBack(room: DecisionRoom, id: HeldId, { dependents, seen }: Rollback): Promise<Held> {
  const { connector } = await changeNamed(room.store.tables, id)
  const given = { deed: 'rolled back', ...(dependents && { dependents }), ...(seen && { seen }) } as const
  const { entered } = await weighedTransaction(room, {
    label: 'rollback',
    connector,
    prepare: async () => prepareReturn(room, await withSomeAhead(room, room.store.tables, id), given),
    assertOpen: (tables) => withSomeAhead(room, tables, id),
    async enter(tables, returning) {
      const listeners = await enterReturn(room, tables, returning)
      const held = withNobodyAhead(returning.change)
      await tables.held.put(held)
      return { held, listeners }
    },
  })
  room.refreshListeners([...new Set(entered.listeners)])
  return entered.held
}

async function withSomeAhead(room: DecisionRoom, tables: Tables, id: HeldId): Promise<Held> {
  const change = await changeNamed(tables, id)
  if ((await aheadWith(room, tables, change)).size > 0) return change
  const { connector, state } = change
  throw changeDecided(
    `Change "${id}" of "${connector}" can't be rolled back: it is ${state}, and nobody went ahead with it.`,
    { hint: 'Put the connector’s files back as they were: that is a change like any other.' },
  )
}
