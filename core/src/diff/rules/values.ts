import type { Json } from '../../model/index.ts'
import type { Found, Rule } from '../rule.ts'
import { valueDifference } from '../schema/differences.ts'
import type { ShapePair } from '../schema/shape-pair.ts'
import { subjectAt } from '../subject.ts'
import { listedValues } from './listed-values.ts'

const few = 'properties: { status: { enum: [open, done] } }'
const many = 'properties: { status: { enum: [open, done, failed] } }'

/** Which values are listed (`enum`, `const`). */
export const valuesRules: readonly Rule[] = [
  {
    id: 'input.enum-narrowed',
    side: 'input',
    levels: ['breaking'],
    title: 'Fewer values are admitted as an input',
    explanation: 'A step that supplies another value is refused.',
    example: { of: 'input', base: many, revision: few },
    schema: (pair) => narrowed(pair),
  },
  {
    id: 'input.enum-widened',
    side: 'input',
    levels: ['safe'],
    title: 'More values are admitted as an input',
    explanation: 'Steps supply what they supplied.',
    example: { of: 'input', base: few, revision: many },
    schema: (pair) => widened(pair),
  },
  {
    id: 'output.enum-narrowed',
    side: 'output',
    levels: ['safe'],
    title: 'Fewer values come out',
    explanation: 'Steps know every value that comes.',
    example: { of: 'output', base: `type: object\n${many}`, revision: `type: object\n${few}` },
    schema: (pair) => narrowed(pair),
  },
  {
    id: 'output.enum-widened',
    side: 'output',
    levels: ['risky'],
    title: 'Values come out that did not before',
    explanation:
      'A step that tells values apart may take the wrong way with a new one, and one that hands it on may be refused.',
    example: { of: 'output', base: `type: object\n${few}`, revision: `type: object\n${many}` },
    schema: (pair) => widened(pair),
  },
]

function narrowed(pair: ShapePair): readonly Found[] {
  const difference = valueDifference(pair)
  if (difference === null || (difference.gone !== null && difference.gone.length === 0)) return []
  const { gone } = difference
  if (gone === null) return [found(pair, 'is one of listed values now')]
  return [found(pair, `can’t be ${listedValues(gone)} any more`)]
}

function widened(pair: ShapePair): readonly Found[] {
  const difference = valueDifference(pair)
  if (difference === null || (difference.come !== null && difference.come.length === 0)) return []
  const message = difference.come === null ? 'may be any value now' : `may be ${listedValues(difference.come)} now`
  return [found(pair, message)]
}

function found(pair: ShapePair, text: string): Found {
  const values = (shape: ShapePair['base']): readonly Json[] | undefined =>
    shape.kind === 'plain' && shape.values !== null ? [...shape.values.values()] : undefined
  return {
    pointer: pair.at,
    message: `${subjectAt(pair.at)} ${text}.`,
    before: values(pair.base),
    after: values(pair.revision),
    explains: ['values'],
  }
}
