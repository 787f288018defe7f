import type { Fit } from '../diff/index.ts'
import type { Read, Supply } from '../model/index.ts'
import type { ComparedOperation } from './compared.ts'
import { sameExpression } from './handed-on.ts'
import { requires } from './input-verdict.ts'
import { lookedUp } from './looked-up.ts'
import { type FindAt, oncePerPath } from './once-per-path.ts'
import { type PossibleValue, possibleValues } from './possible-values.ts'
import type { ReadVerdict } from './read-verdict.ts'
import { declaredPresence, type Supplied, segmentsOfPath } from './supplied.ts'
import { valueFitsNow } from './supply-fit.ts'

/**
 * What comes of it that the other way of a default or a condition is taken now, which never was before: what is
 * supplied then may be refused, or be nothing. `undefined` where it goes well.
 */
export function fallbackVerdict(read: Read, supplied: Supplied): ReadVerdict | undefined {
  if (decidesRun(read, supplied) && decidesAlone(read, supplied))
    return {
      status: 'risky',
      why: 'copes with finding nothing, which decides for the first time whether the step runs.',
    }
  const made = supplied.supplies.filter((supply) => sameExpression(supply.at, read.at))
  const found = [...made.flatMap((supply) => ofSupply(supply, read, supplied) ?? []), ...failing(read, supplied)]
  return found.find(({ status }) => status === 'broken') ?? found[0]
}

/** Whether it is read by a condition of the step, or by what it goes through: nothing is supplied of it. */
export function decidesRun({ at }: Read, { supplies }: Supplied): boolean {
  return at?.expression !== undefined && supplies.every((supply) => !sameExpression(supply.at, at))
}

/**
 * Whether the step always ran, as far as this read is concerned: it is asked whether it is there, or for its value.
 * A value that is compared as well could stop the step before; of elements only those are left out that lack it.
 */
function decidesAlone({ path, at }: Read, { reads }: Supplied): boolean {
  if (path.includes('*')) return false
  const same = reads.filter((other) => other.path.join('\n') === path.join('\n') && sameExpression(other.at, at))
  return same.every(({ compared }) => compared !== true)
}

/** Whether the base may have lacked it, whatever else there was: not that one of its alternatives did. */
export const wasAbsent: FindAt<ComparedOperation, boolean> = oncePerPath((path, producer) => {
  const base = producer.schema('output', 'base')
  if (base === null) return true
  const { presence, partly } = lookedUp(path, base)
  return presence !== 'always' && !partly
})

function ofSupply(supply: Supply, read: Read, supplied: Supplied): ReadVerdict | undefined {
  const { from } = supply
  const others = possibleValues(from).filter(([value]) => value && !isOfRead(value.source, read))
  const fits = others.map((ways) => best(ways.map((value) => valueFitsNow(value, supply, supplied))))
  // Of two the other is taken; of more it is not known which.
  const status = from.kind === 'either' && from.options.length === 2 && others.length === 1 ? 'broken' : 'risky'
  if (fits.includes('no')) return { status, why: 'copes with finding nothing, by what its input refuses.' }
  if (from.kind === 'either' && fits.includes('unknown'))
    return { status: 'risky', why: 'copes with finding nothing, by what its input may refuse.' }
  return isMissed(supply, others, supplied)
    ? { status, why: 'copes with finding nothing, but may give nothing then, and its input has to have it.' }
    : undefined
}

/** Whether it is what is read, lies in that, or is made of such: a read of its own says whether it is there. */
function isOfRead(source: PossibleValue['source'], { step, path }: Read): boolean {
  const parts = source.kind === 'copy' ? [source] : source.kind === 'derived' ? (source.needs ?? []) : []
  return parts.some((part) => part.step === step && path.every((name, index) => name === part.path[index]))
}

/** As one or as several: as what it is supplied where nothing falls back decides, of which one goes. */
function best(fits: readonly Fit[]): Fit {
  return fits.find((fit) => fit === 'yes') ?? fits.find((fit) => fit === 'unknown') ?? 'no'
}

/** Whether the input has to have it, and it may be nothing. */
function isMissed(supply: Supply, others: readonly (readonly PossibleValue[])[], supplied: Supplied): boolean {
  if (supply.presence === 'always' || !requires(segmentsOfPath(supply.path), supplied)) return false
  if (supply.from.kind !== 'either') return supply.presence === 'sometimes'
  return others.flat().some(({ source }) => declaredPresence({ from: source }, [], supplied.producer) !== 'always')
}

/** What fails where it finds nothing, and was not come to before. */
function failing(read: Read, { reads, producer }: Supplied): readonly ReadVerdict[] {
  const fails = reads.some((other) => {
    if (other === read || other.ifAbsent !== 'throws' || !sameExpression(other.at, read.at)) return false
    const output = producer(other.step)?.schema('output', 'revision')
    return !output || lookedUp(other.path, output).presence !== 'always'
  })
  return fails ? [{ status: 'risky', why: 'copes with finding nothing, by what may fail then.' }] : []
}
