import type { Held } from '../model/index.ts'
import { comparisonOf } from './comparison.ts'
import { partsOf } from './parts.ts'
import type { StageRoom } from './stage-room.ts'
import { heldSubject } from './subject.ts'
import { weigh } from './weigh.ts'

/** A change that waits with the report of this moment: dependents may have changed since it was held. */
export async function reportNow(room: StageRoom, change: Held): Promise<Held> {
  const { revision: id, organisation } = change
  const revision = id === null ? null : await room.register.revision(id)
  if (change.state !== 'held' || revision === undefined) return change
  const parts = await partsOf(room, heldSubject(change, revision), organisation)
  return { ...change, report: (await weigh(room, comparisonOf(organisation, parts))).report }
}
