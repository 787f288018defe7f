import type { Found, Rule } from '../rule.ts'
import { nullIsPartOfType, severalThatFit, typeDifference } from '../schema/differences.ts'
import { shapeText } from '../schema/schema-text.ts'
import type { ShapePair } from '../schema/shape-pair.ts'
import { subjectAt } from '../subject.ts'

/** Which types and alternatives an input admits. */
export const inputAdmitsRules: readonly Rule[] = [
  {
    id: 'input.narrowed',
    side: 'input',
    levels: ['breaking'],
    title: 'An input admits fewer types or alternatives',
    explanation: 'A step that supplies a value of another type is refused. A type replaced by another one counts too.',
    example: {
      of: 'input',
      base: 'properties: { quantity: { type: number } }',
      revision: 'properties: { quantity: { type: integer } }',
    },
    schema: (pair) => [...types(pair, ['narrowed', 'replaced']), ...alternatives(pair, 'removed')],
  },
  {
    id: 'input.widened',
    side: 'input',
    levels: ['safe'],
    title: 'An input admits more types or alternatives',
    explanation: 'Steps supply what they supplied.',
    example: {
      of: 'input',
      base: 'properties: { quantity: { type: integer } }',
      revision: 'properties: { quantity: { type: number } }',
    },
    schema: (pair) => [...types(pair, ['widened']), ...alternatives(pair, 'added'), ...several(pair)],
  },
]

function types(pair: ShapePair, directions: readonly string[]): readonly Found[] {
  const difference = typeDifference(pair)
  if (difference === null || !directions.includes(difference.direction)) return []
  const [before, after] = [shapeText(pair.base, pair.by.base), shapeText(pair.revision, pair.by.revision)]
  const message = `${subjectAt(pair.at)} was ${before} and is ${after} now.`
  const explains = nullIsPartOfType(pair) ? (['type', 'null'] as const) : (['type'] as const)
  return [{ pointer: pair.at, message, before, after, explains }]
}

function alternatives(pair: ShapePair, what: 'added' | 'removed'): readonly Found[] {
  if (pair.variants === null || pair.variants[what].length === 0) return []
  const shapes = pair.variants[what].map(({ shape }) =>
    shapeText(shape, pair.by[what === 'added' ? 'revision' : 'base']),
  )
  const text = what === 'added' ? 'admits another alternative' : 'no longer admits an alternative'
  return [
    {
      pointer: pair.at,
      message: `${subjectAt(pair.at)} ${text}: ${shapes.join(', ')}.`,
      ...(what === 'added' ? { after: shapes } : { before: shapes }),
      explains: ['alternatives'],
    },
  ]
}

function several(pair: ShapePair): readonly Found[] {
  if (severalThatFit(pair)?.direction !== 'admitted') return []
  const message = `${subjectAt(pair.at)} admits what fits several of its alternatives now.`
  return [{ pointer: pair.at, message }]
}
