import type { Evidence, Place, Usage } from '../model/index.ts'
import type { AssessedDependent } from './assessment.ts'

/** Where a step stands: as its usage says, else where anything in it stands, else its document. */
export function placeOfStep(usages: readonly Usage[], { place }: Pick<AssessedDependent, 'place'>): Place {
  const own = usages.find((usage) => usage.at !== undefined && usage.at !== null)?.at
  if (own !== undefined) return own
  const inside = usages.map(placeInside).find((at) => at !== null)
  if (inside === undefined) return place ?? null
  return { file: inside.file, line: inside.line, pointer: inside.pointer }
}

function placeInside({ supplies, reads }: Usage): Place {
  return (supplies.find(({ at }) => at !== null) ?? reads.find(({ at }) => at !== null))?.at ?? null
}

export function evidenceAt(place: Place): Evidence {
  if (place === null) return { file: null, line: null, pointer: null }
  const { expression, file, line, pointer } = place
  return { ...(expression === undefined ? {} : { expression }), file, line, pointer }
}
