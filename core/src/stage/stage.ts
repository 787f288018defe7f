import type { ConnectorId } from '../model/index.ts'
import { announce } from './announce.ts'
import { type Decision, decide } from './decide.ts'
import { dropRevisions } from './drop-revisions.ts'
import { enterSwap } from './enter-swap.ts'
import { type ExtensionId, keptBack, parties, relatedTo, servingOver } from './parties.ts'
import { partsOf, stays } from './parts.ts'
import type { StageRoom } from './stage-room.ts'
import { stakesOf } from './stakes.ts'
import { extensionSubject, removalOf, type Subject } from './subject.ts'
import { movesDefault, type Swap } from './swap.ts'

/**
 * Weighs a subject, and what extends it, for every organisation, then swaps all in or holds all, in one transaction
 * (Law 3). An extension whose folder has another state by now follows with a change of its own.
 */
export async function stage(room: StageRoom, subject: Subject): Promise<void> {
  const isThere = subject.isRemoval || (await subject.next(null)) !== null
  if (!isThere || (await servesEverybody(room, subject))) return
  if (!(await swap(room, subject))) return
  await stageExtensions(room, subject)
  await dropRevisions(room)
}

/** What extends a connector, as its folders have it now; also those whose folder is gone, where somebody holds that. */
export async function stageExtensions(room: StageRoom, { connector }: Pick<Subject, 'connector'>): Promise<void> {
  for (const draft of room.drafts.extending(connector)) await stage(room, extensionSubject(room.register, draft))
  for (const { scope, connector: id } of await removalsHeld(room, connector)) await stage(room, removalOf(scope, id))
}

/** A removal is held against what served then: over another base, that is another. */
async function removalsHeld(room: StageRoom, base: ConnectorId): Promise<readonly ExtensionId[]> {
  const gone = servingOver(room.register, base).filter(({ scope, connector }) => !room.drafts.get(scope, connector))
  if (gone.length === 0) return []
  const held = await room.store.tables.held.list({ state: 'held' })
  return gone.filter(({ scope, connector }) =>
    held.some((one) => one.revision === null && one.scope === scope && one.connector === connector),
  )
}

/** Whoever holds or rejected something is kept from the default by a row of their own. */
async function servesEverybody(room: StageRoom, subject: Subject): Promise<boolean> {
  const base = room.register.summaryIn(subject.scope, subject.connector, null)
  return base !== undefined && base.id === (await subject.next(null))?.id && keptBack(room, subject).length === 0
}

/** Answers whether anything moved or is held. */
async function swap(room: StageRoom, subject: Subject): Promise<boolean> {
  for (;;) {
    const weighed = await stakesOf(room.store.tables, relatedTo(room, subject.connector))
    const decisions: Decision[] = []
    for (const organisation of await parties(room, subject)) decisions.push(await decide(room, subject, organisation))
    const standard = await partsOf(room, subject, null)
    const moves = movesDefault(decisions) && !stays(standard[0])
    if (!moves && decisions.every(({ kind }) => kind === 'stand' || kind === 'wait')) return false

    const swap: Swap = { subject, standard, decisions, moves }
    const listeners = await room.store.transaction('stage', async (tables) => {
      if ((await stakesOf(tables, relatedTo(room, subject.connector))) !== weighed) return null
      return enterSwap(room, tables, swap)
    })
    if (listeners === null) continue
    await room.register.refresh()
    announce(room, swap)
    room.refreshListeners([...new Set(listeners)])
    return true
  }
}
