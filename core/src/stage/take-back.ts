import { changeDecided } from '../errors/index.ts'
import type { ConnectionId, Held, HeldId, ListenerId, Revision } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import { assertSeen } from './assert-seen.ts'
import type { WayBack } from './bring-back.ts'
import { canBeRolledBack } from './can-be-rolled-back.ts'
import { changeNamed } from './changes-at-hand.ts'
import { type Correction, readCorrections } from './corrections.ts'
import type { DecisionRoom } from './decision-room.ts'
import { documentsBack } from './documents-back.ts'
import { moveOrganisation } from './move-organisation.ts'
import { parties } from './parties.ts'
import { type Part, partsOf } from './parts.ts'
import { putCorrections } from './put-corrections.ts'
import { reportNow } from './report-now.ts'
import { stageExtensions } from './stage.ts'
import { heldSubject, type Subject } from './subject.ts'
import { weighedTransaction } from './weighed-transaction.ts'

/** Lets the base of an approved change serve again; the change waits again. */
export async function takeBack(room: DecisionRoom, id: HeldId, asked: Omit<WayBack, 'deed'>): Promise<Held> {
  const change = await changeNamed(room.store.tables, id)
  const { prepared, entered } = await weighedTransaction(room, {
    label: 'rollback',
    connector: change.connector,
    prepare: async () => prepare(room, await changeNamed(room.store.tables, id), asked),
    assertOpen: async (tables) => baseOf(room, tables, await changeNamed(tables, id)),
    enter: (tables, taking) => enter(room, tables, taking),
  })
  await room.register.refresh()
  announce(room, prepared, entered.held)
  room.refreshListeners([...new Set(entered.listeners)])
  await stageExtensions(room, change)
  await weighAgain(room, change, prepared.newer)
  return changeNamed(room.store.tables, id)
}

/** Another state of the connector that waits for the same organisation. */
async function waitingInstead(tables: Tables, { organisation, scope, connector }: Held): Promise<Held | undefined> {
  const [waiting] = await tables.held.list({ organisation, scope, connector, state: 'held' })
  return waiting
}

/**
 * A newer state waits on, over what serves now, in the transaction that makes it serve: a process that dies leaves no
 * change that waits over something else. It ends where it is what serves.
 */
async function waitOn(tables: Tables, newer: Held, { base }: Held): Promise<void> {
  await tables.held.put(newer.revision === base ? { ...newer, state: 'withdrawn' } : { ...newer, base })
}

/** What waits, or lies in the folder, was weighed from what served until now. A start would find the same. */
async function weighAgain(room: DecisionRoom, { scope, connector }: Held, newer: Held | undefined): Promise<void> {
  if (newer === undefined) return room.restage(scope, connector)
  const waiting = await changeNamed(room.store.tables, newer.id)
  if (waiting.state === 'held') await room.store.tables.held.put(await reportNow(room, waiting))
  else room.notifier.emit('connector:withdrawn', { change: waiting })
}

/** Throws `change-decided` where there is nothing to go back from, or to. */
async function baseOf({ register }: DecisionRoom, tables: Tables, change: Held): Promise<Revision> {
  const { id, connector, base, scope } = change
  const found = (await canBeRolledBack(tables, change)) ? await register.revision(base, tables) : undefined
  if (found !== undefined) return { ...found, scope }
  throw changeDecided(
    `Change "${id}" of "${connector}" can't be rolled back: something else took its place, and its base is not kept.`,
    { hint: 'Put the connector’s files back as they were: that is a change like any other.' },
  )
}

interface TakingBack {
  readonly change: Held
  readonly subject: Subject
  readonly parts: readonly Part[]
  /** What everybody goes back to; `null`: others have the revision and keep it. */
  readonly standard: readonly Part[] | null
  readonly corrections: readonly Correction[]
  readonly unsettled: readonly ConnectionId[]
  /** A newer state that waits: it waits on, in place of this change. */
  readonly newer: Held | undefined
}

async function prepare(
  room: DecisionRoom,
  change: Held,
  { dependents = [], seen = [] }: Omit<WayBack, 'deed'>,
): Promise<TakingBack> {
  const base = await baseOf(room, room.store.tables, change)
  const subject = heldSubject(change, base)
  const parts = await partsOf(room, subject, change.organisation)
  const documents = await documentsBack(room, change, dependents)
  const corrections = await readCorrections(room, { change, parts, documents, deed: 'rolled back' })
  await assertSeen(room, { change, parts, corrections, seen, deed: 'rolled back' })
  const beyond = base.extends === undefined ? await room.connections.beyond(change.organisation, base.model) : []
  const unsettled = beyond.map(({ connection }) => connection.id)
  const standard = (await isAlone(room, subject, change)) ? await partsOf(room, subject, null) : null
  const newer = await waitingInstead(room.store.tables, change)
  return { change, subject, parts, standard, corrections, unsettled, newer }
}

/** Whether nobody else is known to have what everybody has. */
async function isAlone(
  room: DecisionRoom,
  subject: Subject,
  { scope, connector, organisation, revision }: Held,
): Promise<boolean> {
  if ((room.register.summaryIn(scope, connector, null)?.id ?? null) !== revision) return false
  const kept = new Set(room.register.overridden(scope, connector))
  return (await parties(room, subject)).every((one) => one === organisation || kept.has(one))
}

async function enter(
  room: DecisionRoom,
  tables: Tables,
  taking: TakingBack,
): Promise<{ readonly held: Held; readonly listeners: readonly ListenerId[] }> {
  const { change, subject, parts, standard, unsettled } = taking
  const { organisation } = change
  await giveBackId(tables, change)
  const listeners = await moveOrganisation(tables, { organisation, subject, parts, standard })
  // Whoever holds something is kept from the default by a row of their own.
  for (const { scope, connector, own } of parts)
    if (scope === subject.scope && own !== null)
      await tables.active.set({ scope, connector, organisation, revision: own.id })
  const restored = await putCorrections(room, tables, taking)
  await room.connections.requireReauthorisation(unsettled, tables)
  const { decidedBy: _, moved: __, replaced: ___, owner: ____, ...rest } = change
  const newer = await waitingInstead(tables, change)
  if (newer !== undefined) await waitOn(tables, newer, change)
  const held: Held = { ...rest, state: newer === undefined ? 'held' : 'withdrawn' }
  await tables.held.put(held)
  return { held, listeners: [...listeners, ...restored.listeners] }
}

/** The entry whose removal was approved owns the id again, unless another one took it. */
async function giveBackId(tables: Tables, { scope, connector, owner }: Held): Promise<void> {
  if (owner !== undefined && (await tables.owners.get(scope, connector)) === undefined)
    await tables.owners.put(scope, connector, owner)
}

function announce({ notifier }: DecisionRoom, { parts }: TakingBack, change: Held): void {
  const { organisation } = change
  for (const { scope, connector, base, next } of parts) {
    if (next === null || base?.id === next.id) continue
    const { id: revision, version } = next
    if (base === undefined) notifier.emit('connector:ready', { connector, scope, version, revision })
    else notifier.emit('connector:changed', { connector, scope, version, base: base.id, revision, organisation })
  }
  notifier.emit(change.state === 'held' ? 'connector:held' : 'connector:withdrawn', { change })
}
