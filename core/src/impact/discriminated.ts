import type { FieldSegment } from '../diff/index.ts'
import { type Change, type Json, valueAt } from '../model/index.ts'
import { type InputVerdict, worst } from './admitted.ts'
import { type MetSupply, presenceOf, type Supplied, segmentsOfPath, suppliesMeeting } from './supplied.ts'

/**
 * What is supplied where an alternative is told by another value: what is written down may tell what it told before.
 */
export function discriminated(change: Change, field: readonly FieldSegment[], supplied: Supplied): InputVerdict {
  return worst([
    { status: 'safe', why: 'The step does not supply it.' },
    ...suppliesMeeting(field, supplied).flatMap((met) => verdictOf(met, { change, field, supplied }) ?? []),
  ])
}

interface Discriminated {
  readonly change: Change
  readonly field: readonly FieldSegment[]
  readonly supplied: Supplied
}

function verdictOf(met: MetSupply, { change, field, supplied }: Discriminated): InputVerdict | undefined {
  const { supply } = met
  if (presenceOf(met, field, supplied) === 'never') return undefined
  if (change.level === 'safe')
    return { status: 'safe', why: 'What the step supplies tells what it told before.', supply }
  const { before, after } = change
  const values = met.meeting.relation === 'above' ? undefined : literalAt(met, field)
  if (values !== undefined && Array.isArray(before) && Array.isArray(after)) {
    const others: readonly Json[] = [...(before as Json[]), ...(after as Json[])]
    if (!values.some((value) => others.includes(value)))
      return { status: 'safe', why: 'The step supplies a value that tells what it told before.', supply }
  }
  return { status: 'risky', why: 'What the step supplies may be refused, or taken for another alternative.', supply }
}

/** The values that are written down for the field; `undefined` where it is no literal. */
function literalAt({ supply: { from, path } }: MetSupply, field: readonly FieldSegment[]): readonly Json[] | undefined {
  if (from.kind !== 'literal') return undefined
  const names = (of: readonly FieldSegment[]): readonly string[] =>
    of.flatMap((segment) => (segment.kind === 'name' ? [segment.name] : []))
  const inner = names(field).slice(names(segmentsOfPath(path)).length)
  return inner.reduce<readonly Json[]>(
    (at, name) => at.flatMap(elementsOf).flatMap((part) => valueAt(part, [name]) ?? []),
    elementsOf(from.value),
  )
}

function elementsOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value]
}
