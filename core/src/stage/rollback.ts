import { changeDecided } from '../errors/index.ts'
import type { ConnectionId, Held, HeldId, ListenerId, Revision } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import { assertSeen } from './assert-seen.ts'
import { canBeRolledBack } from './can-be-rolled-back.ts'
import { changeNamed } from './changes-at-hand.ts'
import { type CorrectedDocument, type Correction, readCorrections } from './corrections.ts'
import type { DecisionRoom } from './decision-room.ts'
import { dropRevisions } from './drop-revisions.ts'
import { moveDependents } from './move.ts'
import { moveOrganisation } from './move-organisation.ts'
import { parties, relatedTo } from './parties.ts'
import { changed, type Part, partsOf } from './parts.ts'
import { putCorrections } from './put-corrections.ts'
import { stageExtensions } from './stage.ts'
import { stakesOf } from './stakes.ts'
import { heldSubject, type Subject } from './subject.ts'

export interface Rollback {
  /** Who decides, for the record of the log. */
  readonly by: string
  /** Documents for the base. @default those that the approval replaced, where nobody has written them anew since */
  readonly dependents?: readonly CorrectedDocument[]
  /** Fingerprints of findings of going back that were looked at: what else would break refuses the rollback. @default none */
  readonly seen?: readonly string[]
}

/**
 * Takes an approval back: the base serves its organisation again, dependents are bound to it, documents are as they were
 * before the approval, in one transaction; the change waits again. Of a change that only some went ahead with, those come
 * back. Runs in flight finish with what they began with. Throws `change-unknown`, `change-decided` where the change was
 * not approved or something else took its place, `approval-refused` for what going back would break.
 */
export async function rollback(room: DecisionRoom, id: HeldId, asked: Rollback): Promise<Held> {
  for (;;) {
    const change = await changeNamed(room.store.tables, id)
    const weighed = await stakesOf(room.store.tables, relatedTo(room, change.connector))
    const returning = await prepare(room, change, asked)
    const entered = await room.store.transaction('rollback', async (tables) => {
      await baseOf(room, tables, await changeNamed(tables, id))
      if ((await stakesOf(tables, relatedTo(room, change.connector))) !== weighed) return null
      return enter(room, tables, returning)
    })
    if (entered === null) continue
    await room.register.refresh()
    room.log.info(`Change "${id}" of "${change.connector}" was rolled back by ${asked.by}.`)
    if (change.state === 'approved') announce(room, returning, entered.held)
    room.refreshListeners([...new Set(entered.listeners)])
    if (change.state === 'approved') await stageExtensions(room, change)
    await dropRevisions(room)
    return entered.held
  }
}

/** Throws `change-decided` where there is nothing to go back from, or to. */
async function baseOf({ register }: DecisionRoom, tables: Tables, change: Held): Promise<Revision> {
  const { id, connector, state, base, scope, moved = [] } = change
  const isAhead = state === 'held' && moved.length > 0
  const found = isAhead || (await canBeRolledBack(tables, change)) ? await register.revision(base, tables) : undefined
  if (found !== undefined) return { ...found, scope }
  const why =
    state === 'approved'
      ? 'something else took its place, and its base is not kept'
      : `it is ${state}, and nobody went ahead with it`
  throw changeDecided(`Change "${id}" of "${connector}" can't be rolled back: ${why}.`, {
    hint: 'Put the connector’s files back as they were: that is a change like any other.',
  })
}

interface Returning {
  readonly change: Held
  readonly subject: Subject
  readonly parts: readonly Part[]
  /** What everybody goes back to; `null`: others have the revision and keep it. */
  readonly standard: readonly Part[] | null
  readonly corrections: readonly Correction[]
  readonly unsettled: readonly ConnectionId[]
}

async function prepare(room: DecisionRoom, change: Held, { dependents = [], seen = [] }: Rollback): Promise<Returning> {
  const base = await baseOf(room, room.store.tables, change)
  const subject = heldSubject(change, base)
  const parts =
    change.state === 'held' ? await comingBack(room, change) : await partsOf(room, subject, change.organisation)
  const given = new Set(dependents.map(({ id }) => id))
  const former = (await formerDocuments(room, change)).filter(({ id }) => !given.has(id))
  const corrections = await readCorrections(room, {
    change,
    parts,
    documents: [...former, ...dependents],
    deed: 'rolled back',
  })
  const ahead = change.state === 'held' ? new Set(change.moved) : null
  await assertSeen(room, { change, parts, corrections, ahead, seen, deed: 'rolled back' })
  const isOwn = base.extends === undefined && change.state === 'approved'
  const beyond = isOwn ? await room.connections.beyond(change.organisation, base.model) : []
  const unsettled = beyond.map(({ connection }) => connection.id)
  const standard = (await isAlone(room, subject, change)) ? await partsOf(room, subject, null) : null
  return { change, subject, parts, standard, corrections, unsettled }
}

/** From the revision, where some are, to what serves. */
async function comingBack(room: DecisionRoom, change: Held): Promise<readonly Part[]> {
  const revision = change.revision === null ? undefined : await room.register.revision(change.revision)
  const ahead = revision === undefined ? null : { ...revision, scope: change.scope }
  const parts = changed(await partsOf(room, heldSubject(change, ahead), change.organisation))
  return parts.flatMap((part) =>
    part.next === null ? [] : [{ ...part, base: part.next, own: part.base, next: part.base }],
  )
}

/** Those that the approval replaced, unless somebody has written them anew. */
async function formerDocuments(
  { store }: DecisionRoom,
  { organisation, replaced = [] }: Held,
): Promise<readonly CorrectedDocument[]> {
  const now = await store.tables.dependents.some(
    organisation,
    replaced.map(({ id }) => id),
  )
  const editions = new Map(now.map(({ id, edition }) => [id, edition]))
  return replaced
    .filter(({ id, edition }) => editions.get(id) === edition)
    .map(({ id, document }) => ({ id, document }))
}

/** Whether nobody else is known to have what everybody has. */
async function isAlone(
  room: DecisionRoom,
  subject: Subject,
  { state, scope, connector, organisation, revision }: Held,
) {
  if (state !== 'approved') return false
  if ((room.register.summaryIn(scope, connector, null)?.id ?? null) !== revision) return false
  const kept = new Set(room.register.overridden(scope, connector))
  return (await parties(room, subject)).every((one) => one === organisation || kept.has(one))
}

async function enter(
  room: DecisionRoom,
  tables: Tables,
  returning: Returning,
): Promise<{ readonly held: Held; readonly listeners: readonly ListenerId[] }> {
  const { change, subject, parts, standard, unsettled } = returning
  const { organisation } = change
  const listeners =
    change.state === 'held'
      ? await moveBack(tables, returning)
      : await moveOrganisation(tables, { organisation, subject, parts, standard })
  // Whoever holds something is kept from the default by a row of their own.
  if (change.state === 'approved')
    for (const { scope, connector, own } of parts)
      if (scope === subject.scope && own !== null)
        await tables.active.set({ scope, connector, organisation, revision: own.id })
  const restored = await putCorrections(room, tables, returning)
  await room.connections.requireReauthorisation(unsettled, tables)
  const { decidedBy: _, moved: __, replaced: ___, ...rest } = change
  const held: Held = { ...rest, state: 'held' }
  await tables.held.put(held)
  return { held, listeners: [...listeners, ...restored.listeners] }
}

async function moveBack(
  tables: Tables,
  { change: { organisation, moved }, parts }: Returning,
): Promise<readonly ListenerId[]> {
  const listeners: ListenerId[] = []
  for (const { scope, connector, next } of parts) {
    const move = { organisation, scope, connector, revision: next, dependents: new Set(moved) }
    listeners.push(...(await moveDependents(move, tables)))
  }
  return listeners
}

function announce({ notifier }: DecisionRoom, { parts }: Returning, change: Held): void {
  const { organisation } = change
  for (const { scope, connector, base, next } of parts) {
    if (next === null || base?.id === next.id) continue
    const { id: revision, version } = next
    if (base === undefined) notifier.emit('connector:ready', { connector, scope, version, revision })
    else notifier.emit('connector:changed', { connector, scope, version, base: base.id, revision, organisation })
  }
  notifier.emit('connector:held', { change })
}
