import { dict, isJsonObject, type Json, type JsonObject, type Pointer, pointer } from '@jackfield/core'
import { FieldReader } from './field-reader.ts'
import { type FlowStep, inDoubts, onErrors, type Retry, reservedNames } from './flow-document.ts'
import { readOperation } from './read-operation.ts'
import { type Expression, readTemplate, type Template } from './template.ts'

const keys = [
  'id',
  'title',
  'description',
  'operation',
  'connection',
  'when',
  'forEach',
  'limit',
  'input',
  'retry',
  'onError',
  'inDoubt',
]
const idPattern = /^[a-z][A-Za-z0-9_]*$/

export interface StepPlace {
  readonly step: Json
  readonly index: number
  readonly all: readonly Json[]
}

/** Reads one step; `undefined` where it has no id or operation. */
export function readStep(flow: FieldReader, { step, index, all }: StepPlace): FlowStep | undefined {
  const at = `/steps${pointer(index)}`
  if (!isJsonObject(step)) {
    flow.problems.push({
      code: 'value-invalid',
      message: 'The step is not an object.',
      ...flow.source.place(at),
      hint: 'Write it as { id: …, operation: …, input: … }.',
    })
    return undefined
  }
  const reader = new FieldReader(flow.source, flow.problems, { value: step, at, name: nameOf(step, index) })
  reader.only(keys)
  const id = readId(reader, all.slice(0, index))
  reader.text('title')
  reader.text('description')
  const operation = readOperation(reader)
  const fields = readFields(reader)
  return id === undefined || operation === undefined ? undefined : { id, operation, ...fields, pointer: at }
}

function nameOf(step: JsonObject, index: number): string {
  return typeof step.id === 'string' ? `Step "${step.id}"` : `Step ${index + 1}`
}

function readFields(reader: FieldReader): Omit<FlowStep, 'id' | 'operation' | 'pointer'> {
  const connection = reader.text('connection')
  const when = readWhole(reader, 'when')
  const forEach = readWhole(reader, 'forEach')
  const retry = readRetry(reader)
  const limit = reader.integer('limit', { from: 1, to: 100_000 }) ?? 1_000
  if (reader.has('limit') && !reader.has('forEach'))
    reader.problem('limit', {
      code: 'value-invalid',
      message: '"limit" belongs to "forEach", and there is none.',
      hint: 'Remove "limit", or add "forEach".',
    })
  return {
    ...(connection === undefined ? {} : { connection }),
    ...(when === undefined ? {} : { when }),
    ...(forEach === undefined ? {} : { forEach }),
    ...(retry === undefined ? {} : { retry }),
    limit,
    input: readInput(reader),
    onError: reader.oneOf('onError', onErrors) ?? 'fail',
    inDoubt: reader.oneOf('inDoubt', inDoubts) ?? 'confirm',
  }
}

function readId(reader: FieldReader, before: readonly Json[]): string | undefined {
  const id = reader.text('id', 'required')
  if (id === undefined) return undefined
  if (reservedNames.includes(id))
    reader.problem('id', {
      code: 'step-id-reserved',
      message: `A step can not be named "${id}": expressions use the name for something else.`,
      hint: `Give it another name, such as "${id}Step".`,
    })
  else if (!idPattern.test(id))
    reader.problem('id', {
      code: 'step-id-invalid',
      message: `The step's id "${id}" is not letters, digits and underscores, a small letter first.`,
      hint: `${id.includes('-') ? 'A hyphen is a subtraction in JSONata: write' : 'Write'} "${camel(id)}".`,
    })
  if (before.some((other) => isJsonObject(other) && other.id === id))
    reader.problem('id', {
      code: 'step-id-duplicate',
      message: `There is another step named "${id}" before.`,
      hint: 'Give each step its own id.',
    })
  return id
}

function camel(id: string): string {
  return (
    id
      .toLowerCase()
      .replace(/^[^a-z]+/, '')
      .replace(/[^a-z0-9]+(.)?/g, (_, next: string = '') => next.toUpperCase()) || 'step'
  )
}

function readInput(reader: FieldReader): Template {
  const at = `${reader.at}/input`
  const value = reader.raw('input') ?? dict()
  const template = templateAt(reader, value, at)
  const fits = isJsonObject(value) || template.kind === 'expression'
  if (!fits)
    reader.problem('input', {
      code: 'value-invalid',
      message: '"input" is not an object.',
      hint: "Write its fields, or one expression that gives them: input: '{% … %}'.",
    })
  return fits ? template : { kind: 'literal', value: dict(), pointer: at }
}

/** `when` and `forEach` are one expression each. */
function readWhole(reader: FieldReader, name: string): Expression | undefined {
  const value = reader.raw(name)
  if (value === undefined) return undefined
  const template = templateAt(reader, value, `${reader.at}/${name}`)
  if (template.kind === 'expression') return template.expression
  reader.problem(name, {
    code: 'value-invalid',
    message: `"${name}" is not an expression.`,
    hint: `Write ${name}: '{% … %}'.`,
  })
  return undefined
}

function templateAt(reader: FieldReader, value: Json, at: Pointer): Template {
  return readTemplate(value, at, (place, character) =>
    reader.problems.push({
      code: 'expression-unclosed',
      message: 'An expression has no end.',
      ...reader.source.place(place, character),
      hint: 'Close it with "%}".',
    }),
  )
}

function readRetry(reader: FieldReader): Retry | undefined {
  const value = reader.object('retry')
  if (value === undefined) return undefined
  const retry = new FieldReader(reader.source, reader.problems, {
    value,
    at: `${reader.at}/retry`,
    name: `"retry" of ${reader.name.replace('Step', 'step')}`,
  })
  retry.only(['attempts', 'every', 'factor'])
  return {
    attempts: retry.integer('attempts', { from: 1, to: 20 }) ?? 3,
    every: retry.duration('every') ?? 1_000,
    factor: retry.number('factor', { from: 1, to: 10 }) ?? 2,
  }
}
