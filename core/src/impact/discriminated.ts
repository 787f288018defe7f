import type { FieldSegment } from '../diff/index.ts'
import type { Change, Json } from '../model/index.ts'
import { type InputVerdict, worst } from './admitted.ts'
import { literalParts } from './literal-parts.ts'
import { type MetSupply, namesInside, presenceOf, type Supplied, suppliesMeeting } from './supplied.ts'

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
function literalAt({ supply }: MetSupply, field: readonly FieldSegment[]): readonly Json[] | undefined {
  if (supply.from.kind !== 'literal') return undefined
  return literalParts(supply.from.value, namesInside(supply, field)).flatMap((part) => part ?? [])
}
