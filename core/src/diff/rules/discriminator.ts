import { pointer } from '../../model/index.ts'
import type { Found, Rule } from '../rule.ts'
import {
  type DiscriminatorDifference,
  type DiscriminatorOfMore,
  discriminatorDifferences,
  discriminatorsOfMore,
} from '../schema/discriminator-differences.ts'
import type { ShapePair } from '../schema/shape-pair.ts'
import { toldDifferences } from '../schema/told-alternatives.ts'
import { subjectAt } from '../subject.ts'
import { listedValues } from './listed-values.ts'

const schemas = `schemas:
  Card: { type: object, properties: { by: { type: string }, number: { type: string } } }
  Bank: { type: object, properties: { by: { type: string }, iban: { type: string } } }
`
const told = (mapping: string): string => `oneOf: [{ $ref: '#/schemas/Card' }, { $ref: '#/schemas/Bank' }]
      discriminator: { propertyName: by, mapping: { ${mapping} } }`
const output = (mapping: string): string => `${schemas}actions:
  pay:
    title: Pay
    http: PUT /payment
    effect: idempotent
    output:
      ${told(mapping)}`
const input = (mapping: string): string => `${schemas}actions:
  pay:
    title: Pay
    http: PUT /payment
    effect: idempotent
    input:
      ${told(mapping)}
    output: { type: object }`

const before = "card: '#/schemas/Card', iban: '#/schemas/Bank'"
const after = "debit: '#/schemas/Card', iban: '#/schemas/Bank'"

/** The values that tell alternatives apart (`discriminator`). */
export const discriminatorRules: readonly Rule[] = [
  {
    id: 'input.discriminator',
    side: 'input',
    levels: ['risky', 'safe'],
    title: 'An alternative of an input is told by another value',
    explanation:
      'A step that supplies the value that told it before is refused, or taken for another alternative. Safe where it is told by one more. Without a mapping, the value is the name of the schema that the alternative refers to. Where what is declared is the part that the alternatives share, one of them that goes is told by its value as well (one that comes is safe), and a field that differs in one of them, or the whole where one has to be supplied now or something that is no field differs.',
    example: { of: 'connector', base: input(before), revision: input(after) },
    schema: (pair) => [...found(pair), ...added(pair), ...removed(pair), ...differing(pair)],
  },
  {
    id: 'output.discriminator',
    side: 'output',
    levels: ['risky', 'safe'],
    title: 'An alternative that comes out is told by another value',
    explanation:
      'A step that tells the alternatives apart takes the wrong way. Without a mapping, the value is the name of the schema that the alternative refers to, or of the one that has another as a part. An alternative that comes or goes has a value of its own, which is no such change, unless it is like another one: then it is one more value. Where what is declared is the part that the alternatives share, one of them that comes is told by its value as well, and a field that differs in one of them, or that none of them has any more; one that none of them had is safe, for who does not read it yet.',
    example: { of: 'connector', base: output(before), revision: output(after) },
    schema: (pair) => [...found(pair), ...added(pair), ...differing(pair)],
  },
]

function found(pair: ShapePair): readonly Found[] {
  return discriminatorDifferences(pair).map((difference) => {
    const at = pair.fieldPointer(difference.property)
    const isSafe = pair.side === 'input' && difference.before !== null && difference.gone.length === 0
    return {
      pointer: at,
      ...(isSafe ? { level: 'safe' as const } : {}),
      message: `${subjectAt(at)} ${textOf(difference)}.`,
      before: difference.before ?? undefined,
      after: difference.after ?? undefined,
    }
  })
}

/** One more value: what is supplied tells what it told. */
function added(pair: ShapePair): readonly Found[] {
  return discriminatorsOfMore(pair, 'added').map((more) => ({
    ...placed(more, pair, 'now as well'),
    ...(pair.side === 'input' ? { level: 'safe' as const } : {}),
    after: more.values,
  }))
}

function removed(pair: ShapePair): readonly Found[] {
  return discriminatorsOfMore(pair, 'removed').map((more) => ({
    ...placed(more, pair, 'no longer'),
    before: more.values,
    after: [],
  }))
}

function placed({ variant, property, values }: DiscriminatorOfMore, pair: ShapePair, when: string): Found {
  const beside = variant.common.has(property) ? [] : variant.at
  const at = pair.at + pointer(...beside, 'properties', property)
  return { pointer: at, message: `${subjectAt(at)} tells an alternative by ${listedValues(values)} ${when}.` }
}

/** What is declared as the object may be the alternative. */
function differing(pair: ShapePair): readonly Found[] {
  return toldDifferences(pair).map(({ field, isNew, values }) => {
    const at = field === null ? pair.at : pair.fieldPointer(field)
    const text = isNew ? 'comes with' : 'differs in'
    return {
      pointer: at,
      ...(isNew ? { level: 'safe' as const } : {}),
      message: `${subjectAt(at)} ${text} an alternative that is told by ${listedValues(values)}.`,
    }
  })
}

function textOf({ before, after, gone, come }: DiscriminatorDifference): string {
  if (after === null) return `is not said to be ${listedValues(gone)} any more, which told an alternative`
  if (before === null) return `is said to be ${listedValues(come)} now, which tells an alternative`
  if (gone.length === 0) return `tells an alternative by ${listedValues(come)} now as well`
  const now = come.length === 0 ? '' : `by ${listedValues(come)} now, `
  return `tells an alternative ${now}no longer by ${listedValues(gone)}`
}
