import type { Change, Place, Read, Supply } from '../model/index.ts'
import type { OutputEffect, ReadVerdict } from './read-verdict.ts'
import { type Supplied, supplyFits } from './supplied.ts'

/** Whether the supply is what is read, as it is. */
export function copies({ from }: Supply, read: Read): boolean {
  return from.kind === 'copy' && from.step === read.step && from.path.join('\n') === read.path.join('\n')
}

/**
 * What a read does that is not shown to break: where all that its expression does is to hand on what it reads, the
 * input that takes it decides.
 */
export function takenBy(
  read: Read,
  supplied: Supplied,
  { change, effect }: { readonly change: Change; readonly effect: OutputEffect },
): ReadVerdict | undefined {
  if (read.at === null || (read.as !== 'value' && read.as !== 'whole')) return undefined
  const taking = supplied.supplies.filter((supply) => copies(supply, read) && sameExpression(supply.at, read.at))
  if (taking.length === 0) return undefined
  const refused = taking.some(
    (supply) => supplyFits(supply, supplied, 'revision') === 'no' && supplyFits(supply, supplied, 'base') !== 'no',
  )
  if (refused) return { status: 'broken', why: 'hands on what its input refuses.' }
  const admitted = taking.every((supply) => supplyFits(supply, supplied, 'revision') === 'yes')
  return effect === 'other values' && change.kind !== 'output.changed' && admitted
    ? { status: 'safe', why: 'hands on what its input admits.' }
    : undefined
}

function sameExpression(one: Place, other: Place): boolean {
  return one !== null && other !== null && one.file === other.file && one.pointer === other.pointer
}
