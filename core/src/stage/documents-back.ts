import type { Held } from '../model/index.ts'
import type { CorrectedDocument } from './corrections.ts'
import type { DecisionRoom } from './decision-room.ts'

/**
 * The documents for a way back: those that were given, and those that the approval replaced, unless written anew since.
 */
export async function documentsBack(
  room: DecisionRoom,
  change: Held,
  given: readonly CorrectedDocument[],
): Promise<readonly CorrectedDocument[]> {
  const own = new Set(given.map(({ id }) => id))
  const former = (await formerDocuments(room, change)).filter(({ id }) => !own.has(id))
  return [...former, ...given]
}

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
