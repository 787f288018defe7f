import type { Found, Rule } from '../rule.ts'
import type { ConstraintDifference } from '../schema/constraints.ts'
import { type Called, constraintsThat } from '../schema/differences.ts'
import type { ShapePair } from '../schema/shape-pair.ts'
import { subjectAt } from '../subject.ts'

const loose = 'properties: { quantity: { type: integer, minimum: 0 } }'
const tight = 'properties: { quantity: { type: integer, minimum: 1 } }'

/** Bounds, patterns, formats, uniqueness of what is sent. */
export const constraintRules: readonly Rule[] = [
  {
    id: 'input.constraint-loosened',
    side: 'input',
    levels: ['safe'],
    title: 'A bound, pattern or format of an input is loosened',
    explanation: 'What was admitted before is admitted now.',
    example: { of: 'input', base: tight, revision: loose },
    schema: (pair) => constraintsFound(pair, 'loosened'),
  },
  {
    id: 'input.constraint-tightened',
    side: 'input',
    levels: ['breaking'],
    title: 'A bound, pattern or format of an input is tightened',
    explanation: 'A step that supplies a value outside is refused.',
    example: { of: 'input', base: loose, revision: tight },
    schema: (pair) => constraintsFound(pair, 'tightened'),
  },
]

export function constraintsFound(pair: ShapePair, direction: Called): readonly Found[] {
  const differences = constraintsThat(direction, pair)
  if (differences.length === 0) return []
  const shown = (side: 'before' | 'after'): object | undefined => {
    const entries = differences.flatMap((one) => (one[side] === undefined ? [] : [[one.keyword, one[side]]]))
    return entries.length === 0 ? undefined : Object.fromEntries(entries)
  }
  return [
    {
      pointer: pair.at,
      message: `${subjectAt(pair.at)} is ${direction}: ${differences.map(differenceText).join(', ')}.`,
      before: shown('before'),
      after: shown('after'),
      explains: differences.map((one) => one.keyword),
    },
  ]
}

/** `pattern was ^a$ and is ^b$` */
export function differenceText({ keyword, before, after }: ConstraintDifference): string {
  if (before === undefined) return `${keyword} ${JSON.stringify(after)} is new`
  return after === undefined
    ? `${keyword} ${JSON.stringify(before)} is gone`
    : `${keyword} was ${before} and is ${after}`
}
