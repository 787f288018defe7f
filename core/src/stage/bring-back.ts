import type { Binding, Held, ListenerId } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import { assertSeen } from './assert-seen.ts'
import { type CorrectedDocument, type Correction, readCorrections } from './corrections.ts'
import type { DecisionRoom } from './decision-room.ts'
import { documentsBack } from './documents-back.ts'
import { moveDependents } from './move.ts'
import { changed, type Part, partsOf } from './parts.ts'
import { putCorrections } from './put-corrections.ts'
import { heldSubject } from './subject.ts'

/** How somebody goes back to the base, whose change is not approved. */
export interface WayBack {
  /** What is decided, for messages. */
  readonly deed: 'rolled back' | 'rejected'
  readonly dependents?: readonly CorrectedDocument[]
  readonly seen?: readonly string[]
}

/** Those who went ahead with a change, on their way back to what serves. */
export interface Returning {
  readonly change: Held
  readonly ahead: ReadonlySet<string>
  readonly parts: readonly Part[]
  readonly corrections: readonly Correction[]
}

/**
 * Who went ahead with a change and still has its revision; also where something else came in the place of the change.
 */
export async function aheadWith(
  { register }: Pick<DecisionRoom, 'register'>,
  tables: Tables,
  { organisation, state, revision, moved = [] }: Held,
): Promise<ReadonlySet<string>> {
  if (state === 'approved' || revision === null || moved.length === 0) return new Set()
  const isAhead = async ({ revision: bound }: Binding): Promise<boolean> => {
    for (let id: typeof revision | undefined = bound; id !== undefined; ) {
      if (id === revision) return true
      id = (await register.revision(id, tables))?.extends
    }
    return false
  }
  const ahead = new Set<string>()
  for (const binding of await tables.bindings.some(organisation, moved))
    if (!ahead.has(binding.dependent) && (await isAhead(binding))) ahead.add(binding.dependent)
  return ahead
}

/** Weighs their way back. Throws `approval-refused` for what it would break. */
export async function prepareReturn(
  room: DecisionRoom,
  change: Held,
  { deed, dependents = [], seen = [] }: WayBack,
): Promise<Returning> {
  const ahead = await aheadWith(room, room.store.tables, change)
  if (ahead.size === 0) return { change, ahead, parts: [], corrections: [] }
  const parts = await comingBack(room, change)
  const documents = await documentsBack(room, change, dependents)
  const corrections = await readCorrections(room, { change, parts, documents, deed })
  await assertSeen(room, { change, parts, corrections, ahead, seen, deed })
  return { change, ahead, parts, corrections }
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

/** Binds them to what serves, with the documents of before, within a transaction. */
export async function enterReturn(
  room: DecisionRoom,
  tables: Tables,
  returning: Returning,
): Promise<readonly ListenerId[]> {
  const { change, ahead, parts } = returning
  const listeners: ListenerId[] = []
  for (const { scope, connector, next } of parts) {
    const move = { organisation: change.organisation, scope, connector, revision: next, dependents: ahead }
    listeners.push(...(await moveDependents(move, tables)))
  }
  const restored = await putCorrections(room, tables, returning)
  return [...listeners, ...restored.listeners]
}

/** A change as it is once nobody is ahead with it. */
export function withNobodyAhead({ moved: _, replaced: __, ...change }: Held): Held {
  return change
}
