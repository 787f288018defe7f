import type { Found, Rule } from '../rule.ts'
import { shapeText } from '../schema/schema-text.ts'
import type { ShapePair } from '../schema/shape-pair.ts'
import { subjectAt } from '../subject.ts'

const one = 'type: object\nproperties: { order: { type: object, properties: { id: { type: string } } } }'
const list =
  'type: object\nproperties: { order: { type: array, items: { type: object, properties: { id: { type: string } } } } }'

/** Whether what comes out is inside a list, or inside one field of an envelope. */
export const wrappedRules: readonly Rule[] = [
  {
    id: 'output.unwrapped',
    side: 'output',
    levels: ['breaking'],
    title: 'What comes out is no longer inside a list or an envelope',
    explanation: 'Every path that leads through it ends in nothing, or finds one value where there were many.',
    example: { of: 'output', base: list, revision: one },
    schema: (pair) => found(pair, 'unwrapped'),
  },
  {
    id: 'output.wrapped',
    side: 'output',
    levels: ['breaking'],
    title: 'What comes out is inside a list or an envelope now',
    explanation: 'Every path that leads through it ends in nothing, or finds many values where there was one.',
    example: { of: 'output', base: one, revision: list },
    schema: (pair) => found(pair, 'wrapped'),
  },
]

function found(pair: ShapePair, kind: 'wrapped' | 'unwrapped'): readonly Found[] {
  const { relation } = pair
  if (relation.kind !== kind || !('around' in relation)) return []
  const around = relation.around === 'array' ? 'a list' : `field "${relation.around.field}"`
  return [
    {
      pointer: pair.at,
      message: `${subjectAt(pair.at)} is ${kind === 'wrapped' ? 'inside' : 'no longer inside'} ${around}${kind === 'wrapped' ? ' now' : ''}.`,
      before: shapeText(pair.base, pair.by.base),
      after: shapeText(pair.revision, pair.by.revision),
      explains: ['type'],
    },
  ]
}
