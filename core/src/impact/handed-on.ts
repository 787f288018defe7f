import type { Change, Place, Read, Supply } from '../model/index.ts'
import { possibleValues } from './possible-values.ts'
import type { OutputEffect, ReadVerdict } from './read-verdict.ts'
import type { Supplied } from './supplied.ts'
import { admits, supplyFits } from './supply-fit.ts'

/** Whether what is read may be supplied as it is. */
export function copies({ from }: Supply, read: Read): boolean {
  return possibleValues(from)
    .flat()
    .some(
      ({ source }) =>
        source.kind === 'copy' && source.step === read.step && source.path.join('\n') === read.path.join('\n'),
    )
}

/**
 * What a read does that is not shown to break: where all that its expression does is to hand on what it reads, the
 * input that takes it decides. The finding shows the way that the value takes.
 */
export function takenBy(
  read: Read,
  supplied: Supplied,
  { change, effect }: { readonly change: Change; readonly effect: OutputEffect },
): ReadVerdict | undefined {
  if (read.at === null || (read.as !== 'value' && read.as !== 'whole')) return undefined
  const taking = supplied.supplies.filter((supply) => copies(supply, read) && sameExpression(supply.at, read.at))
  if (taking.length === 0) return undefined
  const refused = taking.find((supply) => supplyFits(supply, supplied) === 'no')
  if (refused !== undefined)
    return { status: 'broken', why: `hands on what its input refuses: ${chainOf(read, refused, supplied)}.` }
  const admitted = taking.every((supply) => admits(supply, supplied))
  return effect === 'other values' && change.kind !== 'output.changed' && admitted && read.handedOn === true
    ? { status: 'safe', why: `hands on what its input admits: ${chainOf(read, taking[0], supplied)}.` }
    : undefined
}

/** From the operation that gives a value to the input that takes it. */
function chainOf(read: Read, supply: Supply | undefined, { operation, producer }: Supplied): string {
  const from = [producer(read.step)?.name ?? read.step, shown(read.path)].filter(Boolean).join(' ')
  return `${from} → ${operation.name} ${shown(supply?.path ?? [])}`.trimEnd()
}

function shown(path: readonly string[]): string {
  return path.length === 0 ? '' : `"${path.join('.').replaceAll('.*', '[]')}"`
}

/** Whether both stand in one expression. */
export function sameExpression(one: Place, other: Place): boolean {
  return one !== null && other !== null && one.file === other.file && one.pointer === other.pointer
}
