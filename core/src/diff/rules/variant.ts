import { pointer } from '../../model/index.ts'
import type { Found, Rule } from '../rule.ts'
import { shapeText } from '../schema/schema-text.ts'
import type { ShapePair } from '../schema/shape-pair.ts'
import { subjectAt } from '../subject.ts'

const card = '{ type: object, properties: { card: { type: string } } }'
const bank = '{ type: object, properties: { iban: { type: string } } }'
const cash = '{ type: object, properties: { till: { type: integer } } }'

/** The alternatives (`anyOf`, `oneOf`) that may come out. */
export const variantRules: readonly Rule[] = [
  {
    id: 'output.variant-added',
    side: 'output',
    levels: ['breaking'],
    title: 'Another alternative may come out',
    explanation: 'A step that reads a field of the alternatives there were does not find it in the new one.',
    example: { of: 'output', base: `anyOf: [${card}, ${bank}]`, revision: `anyOf: [${card}, ${bank}, ${cash}]` },
    schema: (pair) => found(pair, 'added'),
  },
  {
    id: 'output.variant-removed',
    side: 'output',
    levels: ['safe'],
    title: 'An alternative does not come out any more',
    explanation: 'Steps that cope with it go on to work.',
    example: { of: 'output', base: `anyOf: [${card}, ${bank}, ${cash}]`, revision: `anyOf: [${card}, ${bank}]` },
    schema: (pair) => found(pair, 'removed'),
  },
]

function found(pair: ShapePair, what: 'added' | 'removed'): readonly Found[] {
  return (pair.variants?.[what] ?? []).map(({ shape, at }) => {
    const text = shapeText(shape, pair.by[what === 'added' ? 'revision' : 'base'])
    return {
      pointer: pair.at + pointer(...at),
      message: `${subjectAt(pair.at)} ${what === 'added' ? 'has another alternative' : 'lacks an alternative'}: ${text}.`,
      ...(what === 'added' ? { after: text } : { before: text }),
      explains: ['alternatives'],
    }
  })
}
