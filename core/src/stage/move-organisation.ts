import type { ListenerId } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import { bindAgain, moveDependents } from './move.ts'
import { ownRow } from './own-row.ts'
import { type Part, stays } from './parts.ts'
import type { Subject } from './subject.ts'

export interface OrganisationMove {
  readonly organisation: string
  readonly subject: Pick<Subject, 'scope'>
  /** What it gets. */
  readonly parts: readonly Part[]
  /** What everybody gets with it; `null`: everybody keeps what they have. */
  readonly standard: readonly Part[] | null
}

/**
 * Moves what serves an organisation, and its bindings, within a transaction; answers the listeners that have to look
 * anew.
 */
export async function moveOrganisation(
  tables: Tables,
  { organisation, subject, parts, standard }: OrganisationMove,
): Promise<ListenerId[]> {
  if (standard !== null) await moveDefault(tables, standard)
  const listeners: ListenerId[] = []
  for (const part of parts) {
    if (part.own !== null) await tables.revisions.put(part.own)
    const { scope, connector, base, next } = part
    const whose = scope === subject.scope ? organisation : null
    const wanted = part.own?.id ?? null
    const row = whose === null ? wanted : ownRow(wanted, await tables.active.get(scope, connector, null))
    await tables.active.set({ scope, connector, organisation: whose, revision: row })
    const move = { organisation, scope, connector, revision: next }
    if (!stays(part)) listeners.push(...(await moveDependents(move, tables)))
    if (base === undefined && next !== null)
      listeners.push(...(await bindAgain({ organisation, connector, revision: next }, tables)))
  }
  return listeners
}

async function moveDefault(tables: Tables, parts: readonly Part[]): Promise<void> {
  for (const { scope, connector, own } of parts) {
    if (own !== null) await tables.revisions.put(own)
    await tables.active.set({ scope, connector, organisation: null, revision: own?.id ?? null })
  }
}
