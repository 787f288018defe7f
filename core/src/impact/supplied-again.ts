import type { FieldSegment } from '../diff/index.ts'
import type { Change, Supply } from '../model/index.ts'
import type { InputVerdict } from './admitted.ts'
import { isWithin, meetPlace } from './meet-place.ts'
import { placeInInput } from './place-in-schema.ts'
import type { Supplied } from './supplied.ts'
import { supplyFits } from './supply-fit.ts'

/**
 * What a change of an input that lies within itself does to what is supplied further inside: a comparison looks at such
 * a place once, and a step may supply it at any depth.
 */
export function suppliedAgain(
  change: Change,
  field: readonly FieldSegment[],
  supplied: Supplied,
): readonly InputVerdict[] {
  if (change.level === 'safe') return []
  return supplied.supplies.flatMap((supply) => {
    const place = placeInInput(supply.path, supplied.operation)
    const inside = place.inside()
    const again = [...place.returned, ...(inside === null ? [] : [inside])]
    if (!again.some((one) => isWithin(field, one, change))) return []
    const fit = supplyFits(supply, supplied)
    if (fit === 'no') return [{ status: 'broken', why: 'What the step supplies is refused now.', supply }]
    const isMet = requires.test(change.kind) || meetPlace(change, place) !== null
    return fit === 'yes' && !isOpen(supply, change) ? [] : isMet ? [maybeRefused(supply)] : []
  })
}

const requires = /^input\.(made-required|required-added)$/

/** Whether something beside the supply decides: a field of what is around it, but for a literal that is whole. */
function isOpen({ from }: Supply, { kind }: Change): boolean {
  return from.kind !== 'literal' && requires.test(kind)
}

function maybeRefused(supply: Supply): InputVerdict {
  return { status: 'risky', why: 'What the step supplies may be refused.', supply }
}
