import type { Json } from '@jackfield/core'
import { type ExpressionTemplate, expressionTemplates, filledIn, type Given, type Sink } from './expression.ts'
import type { Field } from './field.ts'

/** A step that reads what step `source` gave and hands it to a sink. */
export interface ReadingStep {
  readonly id: string
  readonly template: ExpressionTemplate
  readonly field: Field
  /** The paths of everything that it reads; what lies below is read, too. */
  readonly reads: readonly (readonly string[])[]
  readonly when?: string
  readonly forEach?: string
  readonly give: Given
  readonly to: Sink
}

export interface Seen {
  /** All fields of the answer. */
  readonly fields: readonly Field[]
  /** A whole answer of the base, for literals. */
  readonly answer: Json
}

/** Every expression of the list that can read a field. */
export function readingSteps(field: Field, seen: Seen): readonly Omit<ReadingStep, 'id'>[] {
  const kinds = kindsOf(field)
  const besides = sibling(field, seen)
  const parts = partsOf(field, besides, seen)
  return expressionTemplates.flatMap((template) => {
    if (!template.of.some((each) => kinds.includes(each))) return []
    const { when, forEach, give, to } = template
    const filled = filledIn({ give, ...(when && { when }), ...(forEach && { forEach }) }, parts)
    if (filled === undefined) return []
    const reads = [field.steps, ...readBesides(template, field, besides)]
    return [{ template, field, reads, to, ...filled } as Omit<ReadingStep, 'id'>]
  })
}

function readBesides(
  { give }: ExpressionTemplate,
  { steps }: Field,
  besides: Field | undefined,
): readonly (readonly string[])[] {
  const text = JSON.stringify(give)
  const elements = text.includes('[{rest}') && !text.includes('count')
  return [
    ...(text.includes('{parent}') ? [steps.slice(0, -1)] : []),
    ...(besides !== undefined && /\{(?:y|other)\}/.test(text) ? [besides.steps] : []),
    ...(elements && !text.includes('{other}') ? [steps.slice(0, steps.indexOf('[]') + 1)] : []),
  ]
}

/** Another text beside a field. */
function sibling({ steps }: Field, { fields }: Seen): Field | undefined {
  return fields.find(
    (other) =>
      other.type === 'string' &&
      other.steps.length === steps.length &&
      other.steps.at(-1) !== steps.at(-1) &&
      other.steps.slice(0, -1).join('\n') === steps.slice(0, -1).join('\n'),
  )
}

function kindsOf({ steps, type }: Field): readonly string[] {
  const word = type === 'integer' ? 'number' : type
  if (steps.length === 0) return ['answer', `answer ${word}`]
  if (steps.at(-1) === '[]') return []
  return steps.includes('[]') ? ['listed', `listed ${word}`] : [word]
}

const defaults: Readonly<Record<string, string>> = {
  number: '0',
  integer: '0',
  boolean: 'false',
  object: '{}',
  array: '[]',
}

function partsOf(
  { steps, type }: Field,
  besides: Field | undefined,
  { answer }: Seen,
): Readonly<Record<string, string | undefined>> {
  const first = steps.indexOf('[]')
  const literal = scalarAt(answer, steps)
  return {
    x: pathOf(steps),
    parent: pathOf(steps.slice(0, -1)),
    default: defaults[type] ?? '"none"',
    literal: literal === undefined ? undefined : JSON.stringify(literal),
    y: besides && pathOf(besides.steps),
    array: first < 0 ? undefined : pathOf(steps.slice(0, first)),
    rest: first < 0 || steps.length === first + 1 ? undefined : namesOf(steps.slice(first + 1)).join('.'),
    other: besides && first >= 0 ? namesOf(besides.steps.slice(first + 1)).join('.') : undefined,
  }
}

/** As an expression reads it. */
export function pathOf(steps: readonly string[]): string {
  return ['steps.source', ...namesOf(steps)].join('.')
}

function namesOf(steps: readonly string[]): readonly string[] {
  return steps
    .filter((step) => step !== '[]')
    .map((step) =>
      /^[A-Za-z_]\w*$/.test(step) && !/^(?:and|or|in|true|false|null)$/.test(step) ? step : `\`${step}\``,
    )
}

function scalarAt(value: Json | undefined, steps: readonly string[]): Json | undefined {
  const [step, ...rest] = steps
  if (step === undefined) return typeof value === 'object' ? undefined : value
  if (typeof value !== 'object' || value === null) return undefined
  const inner = step === '[]' ? (value as readonly Json[])[0] : (value as Readonly<Record<string, Json>>)[step]
  return scalarAt(inner, rest)
}
