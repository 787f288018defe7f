import { approvalRefused, changeDecided, changeUnknown, connectorUnknown } from '../errors/index.ts'
import { bumpGenerations } from '../listen/index.ts'
import type { ConnectionId, Held, HeldId, ListenerId, Revision } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import { assertSeen } from './assert-seen.ts'
import { type CorrectedDocument, type Correction, readCorrections } from './corrections.ts'
import type { DecisionRoom } from './decision-room.ts'
import { moveDependents } from './move.ts'
import { relatedTo } from './parties.ts'
import { changed, type Part, partsOf, stays } from './parts.ts'
import { stageExtensions } from './stage.ts'
import { stakesOf } from './stakes.ts'
import { heldSubject, type Subject } from './subject.ts'

export interface Approval {
  /** Who decides, for the record. */
  readonly by: string
  /** Documents of dependents that are replaced in the same transaction. */
  readonly dependents?: readonly CorrectedDocument[]
  /**
   * Fingerprints of the findings that were looked at: what else is broken by now refuses the approval.
   * @default those of the report that the change was held with
   */
  readonly seen?: readonly string[]
}

/**
 * Lets a held change take effect for its organisation: revisions, bindings and corrected documents in one transaction,
 * with the extensions that change with it. Runs in flight finish with what they began with. Never extends a grant:
 * connections whose credentials would go elsewhere need reauthorisation. What broke since the change was looked at refuses
 * it. Throws `change-unknown`, `change-decided`, `approval-refused`.
 */
export async function approve(room: DecisionRoom, id: HeldId, approval: Approval): Promise<Held> {
  const change = await waiting(room, id)
  const subject = heldSubject(change, await target(room, change))
  for (;;) {
    const weighed = await stakesOf(room.store.tables, relatedTo(room, change.connector))
    const deciding = await prepare(room, { change, subject, approval })
    const listeners = await room.store.transaction('approve', async (tables) => {
      await assertWaiting(tables, id)
      if ((await stakesOf(tables, relatedTo(room, change.connector))) !== weighed) return null
      return enter(room, tables, deciding)
    })
    if (listeners === null) continue
    await room.register.refresh()
    announce(room, deciding)
    room.refreshListeners([...new Set(listeners)])
    await stageExtensions(room, change)
    return deciding.approved
  }
}

/** Keeps the base for good: the same state of the connector is not staged again for this organisation. */
export async function reject(room: DecisionRoom, id: HeldId, { by }: { readonly by: string }): Promise<Held> {
  const change = await waiting(room, id)
  const rejected: Held = { ...change, state: 'rejected', decidedBy: by }
  await room.store.transaction('reject', async (tables) => {
    await assertWaiting(tables, id)
    await tables.held.put(rejected)
  })
  return rejected
}

async function waiting({ store }: DecisionRoom, id: HeldId): Promise<Held> {
  const change = await store.tables.held.get(id)
  if (change === undefined)
    throw changeUnknown(`There is no change "${id}".`, { hint: 'List them with changes.list().' })
  if (change.state !== 'held') throw decided(change)
  return change
}

async function assertWaiting(tables: Tables, id: HeldId): Promise<void> {
  const change = await tables.held.get(id)
  if (change !== undefined && change.state !== 'held') throw decided(change)
}

function decided({ id, connector, state, decidedBy }: Held): Error {
  return changeDecided(`Change "${id}" of "${connector}" was ${state}${decidedBy ? ` by ${decidedBy}` : ''} already.`, {
    hint: 'List what waits with changes.list().',
  })
}

async function target({ register }: DecisionRoom, { revision, connector, scope }: Held): Promise<Revision | null> {
  if (revision === null) return null
  const found = await register.revision(revision)
  if (found === undefined)
    throw connectorUnknown(`Revision ${revision} of "${connector}" is not in the store any more.`)
  return { ...found, scope }
}

interface Asked {
  readonly change: Held
  readonly subject: Subject
  readonly approval: Approval
}

/** Everything that an approval writes. */
interface Deciding extends Omit<Asked, 'approval'> {
  readonly approved: Held
  readonly parts: readonly [Part, ...Part[]]
  /** What everybody would have. */
  readonly standard: readonly Part[]
  readonly corrections: readonly Correction[]
  readonly unsettled: readonly ConnectionId[]
}

async function prepare(room: DecisionRoom, { change, subject, approval }: Asked): Promise<Deciding> {
  const { by, dependents: documents = [] } = approval
  const parts = await partsOf(room, subject, change.organisation)
  const standard = await partsOf(room, subject, null)
  const corrections = await readCorrections(room, { change, parts, documents })
  await assertSeen(room, { change, parts, corrections, ...(approval.seen && { seen: approval.seen }) })
  const { next } = parts[0]
  const isOwn = next !== null && next.extends === undefined
  const beyond = isOwn ? await room.connections.beyond(change.organisation, next.model) : []
  const unsettled = beyond.map(({ connection }) => connection.id)
  const approved: Held = { ...change, state: 'approved', decidedBy: by }
  return { change, subject, approved, parts, standard, corrections, unsettled }
}

async function enter(room: DecisionRoom, tables: Tables, deciding: Deciding): Promise<ListenerId[]> {
  const { approved, corrections, unsettled } = deciding
  await tables.held.put(approved)
  const moved = await moveOrganisation(tables, deciding)
  for (const correction of corrections) moved.push(...(await correct(room, tables, correction)))
  await room.connections.requireReauthorisation(unsettled, tables)
  return moved
}

/** The first approval of a change that everybody held moves the scope's default too. */
async function moveOrganisation(tables: Tables, deciding: Deciding): Promise<ListenerId[]> {
  const { change, parts, standard: everybodys } = deciding
  const { organisation, scope, connector, base, revision } = change
  const leads = ((await tables.active.get(scope, connector, null)) ?? null) === base
  if (leads) await moveDefault(tables, everybodys)
  if (leads && revision === null) await tables.owners.remove(scope, connector)
  const listeners: ListenerId[] = []
  for (const part of parts) {
    if (part.own !== null) await tables.revisions.put(part.own)
    const whose = part.scope === scope ? organisation : null
    const standard = whose === null ? null : await tables.active.get(part.scope, part.connector, null)
    const wanted = part.own === null || part.own.id === standard ? null : part.own.id
    const row = { scope: part.scope, connector: part.connector }
    await tables.active.set({ ...row, organisation: whose, revision: wanted })
    if (!stays(part)) listeners.push(...(await moveDependents({ ...row, organisation, revision: part.next }, tables)))
  }
  return listeners
}

async function moveDefault(tables: Tables, parts: readonly Part[]): Promise<void> {
  for (const { scope, connector, own } of parts) {
    if (own !== null) await tables.revisions.put(own)
    await tables.active.set({ scope, connector, organisation: null, revision: own?.id ?? null })
  }
}

async function correct(room: DecisionRoom, tables: Tables, correction: Correction): Promise<readonly ListenerId[]> {
  const { dependent, usages, complete, document } = correction
  const { organisation, id, edition } = dependent
  const runner = room.runner(correction.owner)
  if (runner === undefined)
    throw approvalRefused(`"${id}" belongs to the extension "${correction.owner}", which runs nothing here.`)
  await room.putDependent({ dependent, usages, complete, owner: correction.owner }, tables)
  await runner.swap({ organisation, dependent: id, edition, document }, tables)
  return bumpGenerations(tables, organisation, id)
}

function announce({ notifier, register }: DecisionRoom, { change: { organisation }, parts }: Deciding): void {
  for (const { scope, connector, base, next } of changed(parts)) {
    if (next !== null) {
      const { id: revision, version } = next
      notifier.emit('connector:changed', { connector, scope, version, base: base.id, revision, organisation })
    } else if (!register.sees(organisation, connector)) notifier.emit('connector:removed', { connector, scope })
  }
}
