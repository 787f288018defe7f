import type { ConnectorId } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import type { DecisionRoom } from './decision-room.ts'
import { relatedTo } from './parties.ts'
import { stakesOf } from './stakes.ts'

export interface WeighedWork<Prepared, Entered> {
  /** Of the transaction. */
  readonly label: string
  readonly connector: ConnectorId
  /** Weighs what is to be decided. */
  prepare(): Promise<Prepared>
  /** Within the transaction: throws where it can't be decided any more. */
  assertOpen(tables: Tables): Promise<unknown>
  /** Writes it. */
  enter(tables: Tables, prepared: Prepared): Promise<Entered>
}

/** Decides in one transaction about what was weighed; weighed again for as long as others change who is concerned. */
export async function weighedTransaction<Prepared, Entered>(
  room: DecisionRoom,
  { label, connector, prepare, assertOpen, enter }: WeighedWork<Prepared, Entered>,
): Promise<{ readonly prepared: Prepared; readonly entered: Entered }> {
  for (;;) {
    const weighed = await stakesOf(room.store.tables, relatedTo(room, connector))
    const prepared = await prepare()
    const entered = await room.store.transaction(label, async (tables) => {
      await assertOpen(tables)
      if ((await stakesOf(tables, relatedTo(room, connector))) !== weighed) return null
      return { value: await enter(tables, prepared) }
    })
    if (entered !== null) return { prepared, entered: entered.value }
  }
}
