import type { RevisionId } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import type { StageRoom } from './stage-room.ts'

/**
 * Forgets the revisions that nobody uses any more: nothing serves or is bound to them, no run or subscription began
 * with them, no change that waits or can be rolled back names them, and nothing that stays extends them.
 */
export async function dropRevisions(room: Dropping): Promise<void> {
  // What was decided stands, whatever comes of this: the next time will do.
  await dropUnused(room).catch((error: unknown) => room.log.error('Revisions could not be dropped.', { error }))
}

type Dropping = Pick<StageRoom, 'store' | 'register' | 'claimed' | 'log'>

async function dropUnused(room: Dropping): Promise<void> {
  const { store, register, log } = room
  // Nearly always nothing stopped being used: no transaction is begun to find that out.
  if ((await idleOf(room, store.tables)).length === 0) return
  const dropped = await store.transaction('drop', (tables) => drop(room, tables))
  register.forget(dropped)
  log.debug('Revisions that nobody uses were dropped.', { revisions: dropped })
}

/** What only a dropped one extended goes with it. */
async function drop(room: Dropping, tables: Tables): Promise<readonly RevisionId[]> {
  const dropped: RevisionId[] = []
  for (;;) {
    const idle = await idleOf(room, tables)
    if (idle.length === 0) return dropped
    await tables.revisions.remove(idle)
    dropped.push(...idle)
  }
}

async function idleOf(room: Dropping, tables: Tables): Promise<readonly RevisionId[]> {
  const loose = await tables.revisions.loose()
  if (loose.length === 0) return []
  const claimed = await room.claimed(tables)
  return claimed === null ? [] : loose.filter((id) => !claimed.has(id))
}
