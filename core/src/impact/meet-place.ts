import type { FieldSegment, Followed } from '../diff/index.ts'
import type { Change } from '../model/index.ts'
import { type Meeting, meet } from './meet.ts'
import { changedField } from './place-in-schema.ts'

const nearest: readonly Meeting['relation'][] = ['at', 'above', 'below']

/** How a change stands to what a path leads to, also where that lies within itself; `null` where they part. */
export function meetPlace(change: Change, place: Followed): Meeting | null {
  const changed = changedField(change)?.path
  if (changed === undefined) return null
  const met = [place.at, ...place.passed].flatMap((path) => meet(changed, path) ?? [])
  const [first] = nearest.flatMap((relation) => met.filter((one) => one.relation === relation))
  if (first !== undefined) return first
  const inside = place.inside()
  return inside !== null && isWithin(changed, inside, change) ? { relation: 'below', rest: 0 } : null
}

/** What concerns a field of the one around it, which is not inside where that is. */
const ofOwner = /^(input|output)\.(added|made-optional|made-required|moved|removed|renamed|required-added)$/

/** Whether the change is of something inside a place, or of what is there. */
export function isWithin(changed: readonly FieldSegment[], place: readonly FieldSegment[], { kind }: Change): boolean {
  const starts = place.every((segment, index) => sameSegment(segment, changed[index]))
  return starts && (changed.length > place.length || !ofOwner.test(kind))
}

function sameSegment(one: FieldSegment, other: FieldSegment | undefined): boolean {
  if (one.kind !== other?.kind) return false
  return one.kind !== 'name' || (other.kind === 'name' && other.name === one.name)
}
