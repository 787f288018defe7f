import { type ConnectorId, type ListenerId, modelVersion, type Revision } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import type { Candidate } from './candidate.ts'
import { type Decision, decide, type Subject } from './decide.ts'
import { moveDependents } from './move.ts'
import { parties } from './parties.ts'
import { shadowed } from './shadowed.ts'
import type { StageRoom } from './stage-room.ts'

/** Weighs a subject for every organisation, then swaps it in or holds it, all in one transaction (Law 3). */
export async function stage(room: StageRoom, subject: Subject): Promise<void> {
  if (servesEverybody(room, subject)) return
  for (;;) {
    const weighed = await stakesOf(room.store.tables, subject.connector)
    const base = room.register.activeIn(subject.scope, subject.connector, null)
    const decisions: Decision[] = []
    for (const organisation of await parties(room, subject)) decisions.push(await decide(room, subject, organisation))
    const moves = movesDefault(decisions) && base?.id !== subject.candidate?.id
    if (!moves && decisions.every(({ kind }) => kind === 'stand' || kind === 'wait')) return

    const listeners = await room.store.transaction('stage', async (tables) => {
      if ((await stakesOf(tables, subject.connector)) !== weighed) return null
      await enter(tables, subject, { moves, ends: subject.candidate === null && movesDefault(decisions) })
      const moved: ListenerId[] = []
      for (const decision of decisions) moved.push(...(await apply(room, tables, { subject, decision })))
      return moved
    })
    if (listeners === null) continue
    await room.register.refresh()
    announce(room, subject, { base: base ?? null, decisions })
    room.refreshListeners(listeners)
    return
  }
}

/** Whoever holds or rejected something is kept from the default by a row of their own. */
function servesEverybody({ register }: StageRoom, { scope, connector, candidate }: Subject): boolean {
  const base = register.activeIn(scope, connector, null)
  return base !== undefined && base.id === candidate?.id && register.overridden(scope, connector).length === 0
}

/** Who is concerned, and how: if that changes while the change is weighed, it is weighed again. */
async function stakesOf(tables: Tables, connector: ConnectorId): Promise<string> {
  const bindings = await tables.bindings.ofConnector(connector)
  const editions: unknown[] = []
  for (const { organisation, dependent } of bindings)
    editions.push((await tables.dependents.get(organisation, dependent))?.edition)
  const connections = (await tables.connections.list({ connector })).map(({ connection }) => connection)
  return JSON.stringify([bindings, editions, connections])
}

/** The scope's default stays where it is while everybody who is concerned holds the change. */
function movesDefault(decisions: readonly Decision[]): boolean {
  return decisions.some((decision) => decision.kind === 'activate') || !decisions.some(keepsBase)
}

const keepsBase = ({ kind }: Decision): boolean => kind === 'hold' || kind === 'keep' || kind === 'wait'

async function enter(
  tables: Tables,
  { scope, connector, candidate }: Subject,
  { moves, ends }: { readonly moves: boolean; readonly ends: boolean },
): Promise<void> {
  if (candidate !== null) await tables.revisions.put(revisionOf(candidate))
  else if (ends) await tables.owners.remove(scope, connector)
  if (moves) await tables.active.set({ scope, connector, organisation: null, revision: candidate?.id ?? null })
}

function revisionOf({ id, scope, model, source }: Candidate): Revision {
  return { id, scope, connector: model.id, version: model.version, model: { ...model, model: modelVersion }, source }
}

async function apply(
  room: StageRoom,
  tables: Tables,
  { subject, decision }: { readonly subject: Subject; readonly decision: Decision },
): Promise<readonly ListenerId[]> {
  const { scope, connector, candidate } = subject
  if (decision.kind === 'stand' || decision.kind === 'wait') return []
  if (decision.kind === 'introduce') {
    await room.connections.requireReauthorisation(decision.unsettled, tables)
    return []
  }
  if (decision.replaces !== undefined) await tables.held.put({ ...decision.replaces, state: 'withdrawn' })
  if (decision.kind === 'activate') {
    const { organisation } = decision
    await tables.active.set({ scope, connector, organisation, revision: null })
    await room.connections.requireReauthorisation(decision.unsettled, tables)
    const revision = candidate ?? shadowed(room.register, subject) ?? null
    return decision.base === revision?.id ? [] : moveDependents({ organisation, scope, connector, revision }, tables)
  }
  const { organisation, base } = decision.kind === 'hold' ? decision.held : decision
  await tables.active.set({ scope, connector, organisation, revision: base })
  if (decision.kind === 'hold') await tables.held.put(decision.held)
  return []
}

function announce(
  { notifier }: StageRoom,
  { scope, connector, candidate }: Subject,
  { base, decisions }: { readonly base: Revision | null; readonly decisions: readonly Decision[] },
): void {
  for (const decision of decisions)
    if (decision.kind === 'hold') notifier.emit('connector:held', { change: decision.held })
  if (base === null && candidate !== null && movesDefault(decisions)) {
    const { id: revision, model } = candidate
    notifier.emit('connector:ready', { connector, scope, version: model.version, revision })
  }
  if (base === null || base.id === candidate?.id || !movesDefault(decisions)) return
  if (candidate === null) {
    notifier.emit('connector:removed', { connector, scope })
    return
  }
  const moved = decisions.flatMap((one) =>
    one.kind === 'activate' && one.base !== candidate.id ? [one.organisation] : [],
  )
  const { id: revision, model } = candidate
  for (const organisation of decisions.some(keepsBase) ? moved : [null])
    notifier.emit('connector:changed', {
      connector,
      scope,
      version: model.version,
      base: base.id,
      revision,
      organisation,
    })
}
