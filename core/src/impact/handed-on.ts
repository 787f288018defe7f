import type { Change, Place, Read, Supply } from '../model/index.ts'
import type { ComparedOperation } from './compared.ts'
import type { Meeting } from './meet.ts'
import { possibleValues } from './possible-values.ts'
import type { OutputEffect, ReadVerdict } from './read-verdict.ts'
import { shapesAt } from './shapes-at.ts'
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
  const taking = takingOf(read, supplied)
  if (taking.length === 0) return undefined
  const refused = refusedOf(taking, read, supplied)
  if (refused !== undefined) return refused
  const admitted = taking.every((supply) => admits(supply, supplied))
  return effect === 'other values' && change.kind !== 'output.changed' && admitted && read.handedOn === true
    ? { status: 'safe', why: `hands on what its input admits: ${chainOf(read, taking[0], supplied)}.` }
    : undefined
}

function takingOf(read: Read, { supplies }: Supplied): readonly Supply[] {
  return supplies.filter((supply) => copies(supply, read) && sameExpression(supply.at, read.at))
}

function refusedOf(taking: readonly Supply[], read: Read, supplied: Supplied): ReadVerdict | undefined {
  const refused = taking.find((supply) => supplyFits(supply, supplied) === 'no')
  return refused === undefined
    ? undefined
    : { status: 'broken', why: `hands on what its input refuses: ${chainOf(read, refused, supplied)}.` }
}

const additions: ReadonlySet<string> = new Set(['output.added', 'output.widened'])

/**
 * Fields of any name are nothing new unless they are declared: a schema of theirs says that they come. What is safe of
 * an alternative is a field that it has besides.
 */
function addsTo({ kind, level, pointer }: Change): boolean {
  if (kind === 'output.discriminator') return level === 'safe'
  return additions.has(kind) || (kind === 'output.narrowed' && pointer.endsWith('/additionalProperties'))
}

/**
 * What becomes of a whole that has more in it than before, or of what is declared for the first time: an input that
 * takes it as it is may refuse that, and what an expression does with all that there is may fail for some of it. A
 * host's own use of a whole is to keep it.
 */
export function withMore(
  { read, change, producer }: { readonly read: Read; readonly change: Change; readonly producer: ComparedOperation },
  supplied: Supplied,
  { relation }: Meeting,
): ReadVerdict | undefined {
  if (!addsTo(change) || read.at === null) return undefined
  const taking = takingOf(read, supplied)
  const refused = refusedOf(taking, read, supplied)
  if (refused !== undefined) return refused
  if (relation !== 'below') return taking.length === 0 ? undefined : newlyTaken(read, supplied)
  const isGoneThrough = read.as === 'whole' && taking.length === 0
  if (!isGoneThrough || isList(read, producer)) return undefined
  return makesOneType(read, supplied)
    ? { status: 'safe', why: 'makes the same type of value of all that there is, and there is more.' }
    : { status: 'risky', why: 'goes through all that there is, and there is more.' }
}

/**
 * What becomes of what is declared for the first time, where a flow reads it already: the input that it is handed on to
 * decides, and everything else may go another way than ever.
 */
export function newlyTaken(read: Read, supplied: Supplied): ReadVerdict {
  const taking = takingOf(read, supplied)
  if (taking.length === 0) return { status: 'risky', why: 'reads what is declared for the first time.' }
  const refused = refusedOf(taking, read, supplied)
  if (refused !== undefined) return refused
  return taking.every((supply) => admits(supply, supplied))
    ? {
        status: 'safe',
        why: `may hand on what is new, and its input admits it: ${chainOf(read, taking[0], supplied)}.`,
      }
    : {
        status: 'risky',
        why: `may hand on what is new, and its input may refuse it: ${chainOf(read, taking[0], supplied)}.`,
      }
}

/** Whether an expression fails for nothing that there may be, and always makes something of one type. */
function makesOneType({ total, at }: Read, { supplies }: Supplied): boolean {
  const made = supplies.filter((supply) => sameExpression(supply.at, at))
  return total === true && made.every(({ from }) => from.kind === 'derived' && from.schema !== undefined)
}

function isList({ path }: Read, producer: ComparedOperation): boolean {
  const output = producer.schema('output', 'revision')
  return output !== null && shapesAt(output, path).every(({ types }) => types.has('array'))
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
