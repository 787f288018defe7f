import type { Found, Rule } from '../rule.ts'
import {
  closing,
  nullIsPartOfType,
  severalThatFit,
  type TypeDifference,
  typeDifference,
} from '../schema/differences.ts'
import { shapeText } from '../schema/schema-text.ts'
import { isFreeForm, isNothing } from '../schema/shape.ts'
import type { ShapePair } from '../schema/shape-pair.ts'
import { subjectAt } from '../subject.ts'
import { constraintsFound } from './constraint.ts'

const integer = 'type: object\nproperties: { size: { type: integer } }'
const integerOrText = 'type: object\nproperties: { size: { type: [integer, string] } }'

/** Which values come out. */
export const outputTypeRules: readonly Rule[] = [
  {
    id: 'output.type',
    side: 'output',
    levels: ['breaking'],
    title: 'What comes out is of another type',
    explanation: 'A step that reads it gets something else than it was written for.',
    example: { of: 'output', base: integer, revision: 'type: object\nproperties: { size: { type: string } }' },
    schema: (pair) => types(pair, 'replaced'),
  },
  {
    id: 'output.narrowed',
    side: 'output',
    levels: ['safe', 'breaking'],
    title: 'Fewer values come out',
    explanation: 'Every value that comes could have come before. Breaking where none comes any more.',
    example: { of: 'output', base: integerOrText, revision: integer },
    schema: (pair) => [
      ...types(pair, 'narrowed').map((found) => ({ ...found, level: levelOf(pair) })),
      ...constraintsFound(pair, 'tightened'),
      ...additional(pair, 'closed', 'has no other fields than the listed ones now'),
      ...several(pair, 'refused', 'fits only one of its alternatives now'),
      ...listed(pair),
    ],
  },
  {
    id: 'output.widened',
    side: 'output',
    levels: ['breaking', 'risky', 'safe'],
    title: 'Values come out that could not come before',
    explanation:
      'Breaking where they are of other types. Risky where the type stays and a bound, pattern or format goes, a pattern is another one, also one that is not understood, or integers become numbers. Safe where only fields that are not listed may come besides, since nobody reads them.',
    example: { of: 'output', base: integer, revision: integerOrText },
    schema: (pair) => [
      ...types(pair, 'widened'),
      ...constraintsFound(pair, 'loosened').map((found) => ({ ...found, level: 'risky' as const })),
      ...constraintsFound(pair, 'perhaps-loosened').map((found) => ({
        ...found,
        level: 'risky' as const,
        message: `${subjectAt(pair.at)} differs in a way that is not understood: pattern.`,
        unclear: ['pattern'],
      })),
      ...additional(pair, 'opened', 'may have other fields than the listed ones now').map((found) => ({
        ...found,
        level: 'safe' as const,
      })),
      ...several(pair, 'admitted', 'may fit several of its alternatives now'),
    ],
  },
]

/** A field that nothing fits is one that is removed. */
function levelOf({ revision }: ShapePair): 'safe' | 'breaking' {
  return isNothing(revision) ? 'breaking' : 'safe'
}

function types(pair: ShapePair, direction: TypeDifference['direction']): readonly Found[] {
  const difference = typeDifference(pair)
  if (difference?.direction !== direction) return []
  const [before, after] = [shapeText(pair.base, pair.by.base), shapeText(pair.revision, pair.by.revision)]
  return [
    {
      pointer: pair.at,
      ...(direction === 'widened' && difference.numeric ? { level: 'risky' as const } : {}),
      message: `${subjectAt(pair.at)} was ${before} and is ${after} now.`,
      before,
      after,
      explains: nullIsPartOfType(pair) ? ['type', 'null'] : ['type'],
    },
  ]
}

/** A map that closes is a field of any name that is removed, which is told as such. */
function additional(pair: ShapePair, what: 'closed' | 'opened', text: string): readonly Found[] {
  const declared = pair.plain?.base.additional
  if (closing(pair) !== what || (what === 'closed' && declared?.key !== '')) return []
  return [{ pointer: pair.at, message: `${subjectAt(pair.at)} ${text}.`, explains: ['additional properties'] }]
}

/** What said nothing of its fields lists them now: whoever read another by a name that was known all the same. */
function listed({ at, plain, side }: ShapePair): readonly Found[] {
  if (side === 'input' || plain === null || !isFreeForm(plain.base) || isFreeForm(plain.revision)) return []
  if (plain.revision.properties.size === 0 || plain.revision.additional?.key !== '') return []
  const pointer = `${at}/additionalProperties`
  return [
    {
      pointer,
      level: 'safe',
      message: `${subjectAt(pointer)} comes no more unless it is one of those that are listed now.`,
    },
  ]
}

/** Each alternative is what it was. */
function several(pair: ShapePair, what: 'admitted' | 'refused', text: string): readonly Found[] {
  if (severalThatFit(pair)?.direction !== what) return []
  return [{ pointer: pair.at, level: 'safe', message: `${subjectAt(pair.at)} ${text}.` }]
}
