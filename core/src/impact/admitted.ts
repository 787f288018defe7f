import type { FieldSegment } from '../diff/index.ts'
import type { Supply } from '../model/index.ts'
import { lookedUp } from './looked-up.ts'
import type { Status } from './read-verdict.ts'
import { isWorse } from './summary.ts'
import type { MetSupply, Supplied } from './supplied.ts'
import { supplyFits } from './supply-fit.ts'

/** What a change of an operation's input does to a step. */
export interface InputVerdict {
  readonly status: Status
  readonly why: string
  /** The supply that it is about, if any. */
  readonly supply?: Supply
}

/** What one supply at, around or inside a changed field of the input meets. */
export function admitted(
  { supply, meeting }: MetSupply,
  field: readonly FieldSegment[],
  supplied: Supplied,
): InputVerdict {
  if (meeting.relation === 'above' && !admitsParts(field, supplied))
    return { status: 'broken', why: 'The step supplies a part of it, and it has no parts now.', supply }
  const now = supplyFits(supply, supplied)
  if (now === 'no') return { status: 'broken', why: 'What the step supplies is refused now.', supply }
  if (now !== 'yes') return { status: 'risky', why: 'What the step supplies may be refused.', supply }
  if (meeting.relation === 'above') return { status: 'risky', why: 'The step supplies a part of it.', supply }
  return { status: 'safe', why: 'What the step supplies is admitted.', supply }
}

/** Whether a value at the field may be an object or an array. */
function admitsParts(field: readonly FieldSegment[], { operation }: Supplied): boolean {
  const input = operation.schema('input', 'revision')
  if (input === null) return true
  const { nodes } = lookedUp(pathOf(field), input)
  const types = nodes.flatMap((node) => [...input.shapes.shape(node).types])
  return types.length === 0 || types.includes('object') || types.includes('array')
}

/** A field as a path: `*` for the elements of an array. */
export function pathOf(field: readonly FieldSegment[]): readonly string[] {
  return field.map((segment) => (segment.kind === 'name' ? segment.name : '*'))
}

/** The worst verdict, the first of several. */
export function worst(verdicts: readonly InputVerdict[]): InputVerdict {
  return verdicts.reduce((one, next) => (isWorse(next.status, one.status) ? next : one))
}
