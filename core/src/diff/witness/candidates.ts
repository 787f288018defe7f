import { canonicalJson, type Json } from '../../model/index.ts'
import { patternBeyond } from '../pattern/pattern-beyond.ts'
import { type Constraint, type ConstraintDifference, constraintDifferences } from '../schema/constraints.ts'
import { textsOf } from '../schema/pattern-direction.ts'
import { alternativesOf, type Plain, type Shape } from '../schema/shape.ts'
import { allTypes, typeOfValue } from '../schema/value-types.ts'
import { arraySample, objectSample, type Sampling, sampleOfType, samplePlain } from './sample.ts'

/** What a value shows of how two schemas differ. */
export type Reason = 'absent' | 'alternative' | 'constraint' | 'null' | 'type' | 'value'

/** A value that the sender may send and the reader may refuse, still to be checked. */
export interface Candidate {
  readonly reason: Reason
  /** By which it is refused, as far as it was made for one. */
  readonly keyword: string
  readonly value: Json
}

/** Made from how two shapes differ at one place. */
export function candidatesAt(sender: Shape, reader: Shape, to: Sampling): readonly Candidate[] {
  const readers = alternativesOf(reader)
  const parts = alternativesOf(sender).slice(0, maxAlternatives)
  return [
    ...parts.flatMap((part) => [
      ...ofTypes(part, reader, to),
      ...readers
        .slice(0, maxAlternatives)
        .flatMap((one) => [...ofValues(part, one, to), ...ofConstraints(part, one, to)]),
      ...whole(part, readers, to),
    ]),
    ...(sender.nullable && !reader.nullable ? [{ reason: 'null', keyword: 'type', value: null } as const] : []),
  ]
}

const maxAlternatives = 8

function ofTypes(sender: Plain, reader: Shape, to: Sampling): readonly Candidate[] {
  if (sender.values !== null)
    return [...sender.values.values()]
      .filter((value) => !reader.types.has(typeOfValue(value)))
      .slice(0, 1)
      .map((value) => ({ reason: 'type', keyword: 'type', value }))
  return [...allTypes]
    .filter((type) => sender.types.has(type) && !reader.types.has(type))
    .flatMap((type) => some(sampleOfType(sender, type, to)))
    .map((value) => ({ reason: 'type', keyword: 'type', value }))
}

function ofValues(sender: Plain, reader: Plain, to: Sampling): readonly Candidate[] {
  const { values } = reader
  if (values === null) return []
  const given = sender.values === null ? unlisted(sender, to) : [...sender.values.values()]
  return given
    .filter((value) => !values.has(canonicalJson(value)))
    .slice(0, 4)
    .map((value) => ({ reason: 'value', keyword: 'enum', value }))
}

/** Values where any of the types will do. */
function unlisted(sender: Plain, to: Sampling): readonly Json[] {
  const texts = sender.types.has('string') ? ['other', 'another value'] : []
  const numbers = sender.types.has('integer') ? [0, 1, -1, 1_000_000] : []
  return [
    ...[...allTypes].flatMap((type) => (sender.types.has(type) ? some(sampleOfType(sender, type, to)) : [])),
    ...texts,
    ...numbers,
  ]
}

/** Where no difference of its own shows it: a sample of the alternative. */
function whole(sender: Plain, readers: readonly Plain[], to: Sampling): readonly Candidate[] {
  const keyword = readers.length > 1 ? 'anyOf' : ([...(readers[0]?.rest.keys() ?? [])][0] ?? 'type')
  return some(samplePlain(sender, to)).map((value) => ({ reason: 'alternative', keyword, value }))
}

function some(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : [value]
}

function ofConstraints(sender: Plain, reader: Plain, to: Sampling): readonly Candidate[] {
  return constraintDifferences(sender, reader)
    .filter((one) => one.direction !== 'loosened' && one.after !== undefined)
    .flatMap((one) =>
      valuesBeyond(one, { sender, reader, to })
        .slice(0, 8)
        .map((value) => ({ reason: 'constraint', keyword: one.keyword, value }) as const),
    )
}

interface Beyond {
  readonly sender: Plain
  readonly reader: Plain
  readonly to: Sampling
}

function valuesBeyond({ keyword }: ConstraintDifference, beyond: Beyond): readonly Json[] {
  if (beyond.sender.values !== null) return [...beyond.sender.values.values()]
  return makers[keyword](beyond)
}

const maxLength = 300
const textOf = (length: number): readonly string[] =>
  length < 0 || length > maxLength ? [] : ['x'.repeat(length), '0'.repeat(length)]

const makers: Readonly<Record<Constraint, (beyond: Beyond) => readonly Json[]>> = {
  format: ({ sender, to }) => [
    ...some(samplePlain(sender, to)),
    ...['x', ''].filter(() => sender.types.has('string')),
    ...[2 ** 31, 2 ** 53, 1.5].filter((value) => sender.types.has(typeOfValue(value))),
  ],
  maxItems: ({ sender, reader, to }) => some(arraySample(sender, (reader.bounds.maxItems ?? 0) + 1, to)),
  maxLength: ({ reader }) => textOf((reader.bounds.maxLength ?? 0) + 1),
  maxProperties: ({ sender, to }) => some(objectSample(sender, [...sender.properties.keys()].slice(0, 50), to)),
  maximum: ({ sender, reader }) => numbersFrom(reader.bounds.maximum ?? reader.bounds.exclusiveMaximum ?? 0, 1, sender),
  minItems: ({ sender, reader, to }) => some(arraySample(sender, (reader.bounds.minItems ?? 0) - 1, to)),
  minLength: ({ reader }) => textOf((reader.bounds.minLength ?? 0) - 1),
  minProperties: ({ sender, to }) => some(objectSample(sender, [...sender.required], to)),
  minimum: ({ sender, reader }) =>
    numbersFrom(reader.bounds.minimum ?? reader.bounds.exclusiveMinimum ?? 0, -1, sender),
  multipleOf: ({ sender }) => {
    const step = sender.bounds.multipleOf ?? 1
    const low = Math.ceil((sender.bounds.minimum ?? sender.bounds.exclusiveMinimum ?? 0) / step) * step
    return [...[1, 2, 3].map((times) => low + times * step), low, 0.5]
  },
  pattern: ({ sender, reader, to }) => {
    const beyond = patternBeyond(textsOf(sender), reader.pattern)
    return [...(beyond.kind === 'text' ? [beyond.text] : []), ...some(samplePlain(sender, to))]
  },
  uniqueItems: ({ sender, to }) => some(arraySample(sender, Math.max(2, sender.bounds.minItems ?? 0), to)),
}

/** At a bound and just beyond it, as the sender steps. */
function numbersFrom(bound: number, sign: 1 | -1, { types, bounds }: Plain): readonly number[] {
  const step = bounds.multipleOf ?? 1
  const next = sign * (Math.floor((sign * bound) / step) + 1) * step + 0
  const whole = [bound, next].filter((value) => types.has(typeOfValue(value)))
  return types.has('fraction') ? [...whole, bound + sign * 0.5] : whole
}
