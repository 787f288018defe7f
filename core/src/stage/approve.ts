import { approvalRefused, changeDecided, changeUnknown, connectorUnknown } from '../errors/index.ts'
import { bumpGenerations } from '../listen/index.ts'
import type { Held, HeldId, ListenerId, Revision } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import { type CorrectedDocument, type Correction, readCorrections } from './corrections.ts'
import type { DecisionRoom } from './decision-room.ts'
import { moveDependents } from './move.ts'
import { shadowed } from './shadowed.ts'

export interface Approval {
  /** Who decides, for the record. */
  readonly by: string
  /** Documents of dependents that are replaced in the same transaction. */
  readonly dependents?: readonly CorrectedDocument[]
}

/**
 * Lets a held change take effect for its organisation: revision, bindings and corrected documents in one transaction. Runs
 * in flight finish with what they began with. Never extends a grant: connections whose credentials would go elsewhere
 * need reauthorisation. Throws `change-unknown`, `change-decided`, `approval-refused`.
 */
export async function approve(room: DecisionRoom, id: HeldId, { by, dependents = [] }: Approval): Promise<Held> {
  const change = await waiting(room, id)
  const revision = await target(room, change)
  const corrections = await readCorrections(room, { change, revision, documents: dependents })
  const beyond = revision === null ? [] : await room.connections.beyond(change.organisation, revision.model)

  const approved: Held = { ...change, state: 'approved', decidedBy: by }
  const listeners = await room.store.transaction('approve', async (tables) => {
    await assertWaiting(tables, id)
    await tables.held.put(approved)
    const moved = await moveOrganisation(tables, { change, revision })
    for (const correction of corrections) moved.push(...(await correct(room, tables, correction)))
    await room.connections.requireReauthorisation(
      beyond.map(({ connection }) => connection.id),
      tables,
    )
    return moved
  })
  await room.register.refresh()
  announce(room, change, revision)
  room.refreshListeners([...new Set(listeners)])
  return approved
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

async function target({ register }: DecisionRoom, change: Held): Promise<Revision | null> {
  const { revision, connector } = change
  if (revision === null) return shadowed(register, change) ?? null
  const found = await register.revision(revision)
  if (found === undefined)
    throw connectorUnknown(`Revision ${revision} of "${connector}" is not in the store any more.`)
  return { ...found, scope: change.scope }
}

/** The first approval of a change that everybody held moves the scope's default too. */
async function moveOrganisation(
  tables: Tables,
  { change, revision }: { readonly change: Held; readonly revision: Revision | null },
): Promise<ListenerId[]> {
  const { organisation, scope, connector, base } = change
  const wanted = change.revision === null ? null : (revision?.id ?? null)
  const standard = (await tables.active.get(scope, connector, null)) ?? null
  const leads = standard === base
  if (leads) await tables.active.set({ scope, connector, organisation: null, revision: wanted })
  if (leads && wanted === null) await tables.owners.remove(scope, connector)
  const follows = leads || standard === wanted
  await tables.active.set({ scope, connector, organisation, revision: follows ? null : wanted })
  return [...(await moveDependents({ organisation, scope, connector, revision }, tables))]
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

function announce({ notifier, register }: DecisionRoom, change: Held, revision: Revision | null): void {
  const { organisation, scope, connector, base } = change
  if (revision !== null)
    notifier.emit('connector:changed', {
      connector,
      scope,
      version: revision.version,
      base,
      revision: revision.id,
      organisation,
    })
  else if (register.active(organisation, connector) === undefined)
    notifier.emit('connector:removed', { connector, scope })
}
