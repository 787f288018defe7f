import type { ListenerId } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import type { Decision } from './decide.ts'
import { bindAgain, moveDependents } from './move.ts'
import { ownRow } from './own-row.ts'
import { stays } from './parts.ts'
import { lapseRejections } from './rejections.ts'
import type { StageRoom } from './stage-room.ts'
import { movesDefault, type Swap } from './swap.ts'

/** Writes a swap, within one transaction; answers the listeners whose generation rose. */
export async function enterSwap(room: StageRoom, tables: Tables, swap: Swap): Promise<ListenerId[]> {
  const { subject, standard, decisions, moves } = swap
  for (const { own } of [moves ? standard : [], ...decisions.map(entering)].flat())
    if (own !== null) await tables.revisions.put(own)
  if (subject.isRemoval && movesDefault(decisions)) await tables.owners.remove(subject.scope, subject.connector)
  if (moves)
    for (const { scope, connector, own } of standard)
      await tables.active.set({ scope, connector, organisation: null, revision: own?.id ?? null })
  const moved: ListenerId[] = []
  for (const decision of decisions) moved.push(...(await apply(room, tables, { swap, decision })))
  return moved
}

/** What nobody gets, nor may get, is not kept: it was rejected, say. */
function entering({ kind, parts }: Decision): Decision['parts'] | readonly [] {
  return kind === 'keep' || kind === 'stand' || kind === 'wait' ? [] : parts
}

interface Applying {
  readonly swap: Swap
  readonly decision: Decision
}

async function apply(room: StageRoom, tables: Tables, { swap, decision }: Applying): Promise<readonly ListenerId[]> {
  const { subject } = swap
  if (decision.kind === 'stand' || decision.kind === 'wait') return []
  if (!subject.isRemoval) await lapseRejections(tables, subject, decision.organisation)
  if (decision.kind === 'hold' || decision.kind === 'keep') {
    await keepBase(tables, { swap, decision })
    if (decision.kind === 'hold') await tables.held.put(decision.held)
    if (decision.replaces !== undefined) await tables.held.put({ ...decision.replaces, state: 'withdrawn' })
    return []
  }
  await room.connections.requireReauthorisation(decision.unsettled, tables)
  if (decision.kind === 'activate' && decision.replaces !== undefined)
    await tables.held.put({ ...decision.replaces, state: 'withdrawn' })
  return moveOrganisation(tables, { swap, decision })
}

/** An organisation's own extension of the host's connector serves nobody else: its row is the one there is. */
async function keepBase(tables: Tables, { swap: { subject }, decision }: Applying): Promise<void> {
  const { organisation } = decision
  for (const { scope, connector, base } of decision.parts)
    if (base !== undefined && scope === subject.scope)
      await tables.active.set({ scope, connector, organisation, revision: base.id })
}

async function moveOrganisation(tables: Tables, { swap, decision }: Applying): Promise<readonly ListenerId[]> {
  const { organisation, parts, kind } = decision
  const listeners: ListenerId[] = []
  for (const part of parts) {
    const { scope, connector, own, next } = part
    const foreign = scope !== swap.subject.scope
    if (foreign) await tables.active.set({ scope, connector, organisation: null, revision: own?.id ?? null })
    const standard = foreign ? own?.id : await tables.active.get(scope, connector, null)
    const revision = ownRow(own?.id ?? null, standard)
    if (kind === 'activate' || !foreign) await tables.active.set({ scope, connector, organisation, revision })
    if (!stays(part) && part.base !== undefined)
      listeners.push(...(await moveDependents({ organisation, scope, connector, revision: next }, tables)))
    if (part.base === undefined && next !== null)
      listeners.push(...(await bindAgain({ organisation, connector, revision: next }, tables)))
  }
  return listeners
}
