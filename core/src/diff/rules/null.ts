import type { Found, Rule } from '../rule.ts'
import { nullIsPartOfType } from '../schema/differences.ts'
import { shapeText } from '../schema/schema-text.ts'
import type { ShapePair } from '../schema/shape-pair.ts'
import { subjectAt } from '../subject.ts'

const without = 'properties: { at: { type: string } }'
const withNull = "properties: { at: { type: [string, 'null'] } }"

/** Whether null is a value, whichever way a schema says it. */
export const nullRules: readonly Rule[] = [
  {
    id: 'input.null-accepted',
    side: 'input',
    levels: ['safe'],
    title: 'An input may be null now',
    explanation: 'Steps supply what they supplied.',
    example: { of: 'input', base: without, revision: withNull },
    schema: (pair) => found(pair, true),
  },
  {
    id: 'input.null-refused',
    side: 'input',
    levels: ['breaking'],
    title: 'An input must not be null any more',
    explanation: 'A step that supplies null is refused.',
    example: { of: 'input', base: withNull, revision: without },
    schema: (pair) => found(pair, false),
  },
  {
    id: 'output.made-non-null',
    side: 'output',
    levels: ['safe'],
    title: 'A field of what comes out is never null now',
    explanation: 'Steps that cope with null go on to work.',
    example: { of: 'output', base: `type: object\n${withNull}`, revision: `type: object\n${without}` },
    schema: (pair) => found(pair, false),
  },
  {
    id: 'output.made-nullable',
    side: 'output',
    levels: ['breaking'],
    title: 'A field of what comes out may be null now',
    explanation: 'Comparing null throws, and null is handed on as a value. Give the reading expression a case for it.',
    example: { of: 'output', base: `type: object\n${without}`, revision: `type: object\n${withNull}` },
    schema: (pair) => found(pair, true),
  },
]

function found(pair: ShapePair, nullable: boolean): readonly Found[] {
  if (pair.base.nullable === pair.revision.nullable || pair.revision.nullable !== nullable) return []
  if (nullIsPartOfType(pair)) return []
  const refusal = pair.side === 'input' ? 'must not be null now' : 'is never null now'
  return [
    {
      pointer: pair.at,
      message: `${subjectAt(pair.at)} ${nullable ? 'may be null now' : refusal}.`,
      before: shapeText(pair.base, pair.by.base),
      after: shapeText(pair.revision, pair.by.revision),
      explains: ['null'],
    },
  ]
}
