import type { Found, Rule } from '../rule.ts'
import { closing } from '../schema/differences.ts'
import type { ShapePair } from '../schema/shape-pair.ts'
import { subjectAt } from '../subject.ts'

const open = 'properties: { id: { type: string } }\nadditionalProperties: true'
const closed = 'properties: { id: { type: string } }\nadditionalProperties: false'

/** Whether properties that are not listed are admitted. */
export const inputClosedRules: readonly Rule[] = [
  {
    id: 'input.closed',
    side: 'input',
    levels: ['risky'],
    title: 'Properties that are not listed are refused now',
    explanation: 'A step that supplies one is refused; steps that supply what is listed are not concerned.',
    example: { of: 'input', base: open, revision: closed },
    schema: (pair) => found(pair, 'closed', 'admits no other properties now'),
  },
  {
    id: 'input.opened',
    side: 'input',
    levels: ['safe'],
    title: 'Properties that are not listed are admitted now',
    explanation: 'Steps supply what they supplied.',
    example: { of: 'input', base: closed, revision: open },
    schema: (pair) => found(pair, 'opened', 'admits other properties now'),
  },
]

function found(pair: ShapePair, what: 'closed' | 'opened', text: string): readonly Found[] {
  if (closing(pair) !== what) return []
  const [before, after] = what === 'closed' ? [true, false] : [false, true]
  return [
    { pointer: pair.at, message: `${subjectAt(pair.at)} ${text}.`, before, after, explains: ['additional properties'] },
  ]
}
