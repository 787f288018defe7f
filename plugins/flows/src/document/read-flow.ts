import {
  type ConnectorId,
  connectorIdPattern,
  type Dict,
  dict,
  isJsonObject,
  type Problem,
  pointer,
} from '@jackfield/core'
import { FieldReader } from './field-reader.ts'
import type { FlowDocument, FlowTrigger } from './flow-document.ts'
import { readOperation } from './read-operation.ts'
import { readStep } from './read-step.ts'
import { readSource, type Source } from './source.ts'
import { expressionsOf, readTemplate } from './template.ts'

export interface ReadFlow {
  /** Absent where what is left would not be a flow. */
  readonly flow?: FlowDocument
  /** Also where the rest can't be read. */
  readonly id: string | null
  readonly source: Source
  readonly problems: readonly Problem[]
}

const keys = ['flow', 'id', 'title', 'description', 'connections', 'trigger', 'steps']

/** Reads a flow document's grammar; every problem at once. */
export function readFlow(file: string, text: string): ReadFlow {
  const source = readSource(file, text)
  const problems = [...source.problems]
  const { value } = source
  if (!isJsonObject(value)) {
    if (problems.length === 0)
      problems.push({
        code: 'flow-invalid',
        message: 'The file is not a flow document: it is not an object.',
        ...source.place(''),
        hint: 'Begin it with "flow: 1".',
      })
    return { id: null, source, problems }
  }
  const reader = new FieldReader(source, problems, { value, at: '', name: 'The flow' })
  const read = readFields(reader)
  return { id: read.id ?? null, source, problems, ...(isComplete(read) ? { flow: read } : {}) }
}

type Partly<Value> = { readonly [Name in keyof Value]: Value[Name] | undefined }

function readFields(reader: FieldReader): Partly<FlowDocument> {
  reader.only(keys)
  readVersion(reader)
  const id = reader.text('id', 'required')
  if (id !== undefined && !connectorIdPattern.test(id))
    reader.problem('id', {
      code: 'id-invalid',
      message: `The flow's id "${id}" is not lower-case letters, digits and hyphens, a letter first.`,
      hint: `Write "${hyphenated(id)}".`,
    })
  const title = reader.text('title')
  const description = reader.text('description')
  const connections = readConnections(reader)
  const trigger = readTrigger(reader)
  const steps = reader
    .list('steps', 'required')
    ?.flatMap((step, index, all) => readStep(reader, { step, index, all }) ?? [])
  return { id, ...(title ? { title } : {}), ...(description ? { description } : {}), connections, trigger, steps }
}

function hyphenated(id: string): string {
  const words = id.toLowerCase().match(/[a-z0-9]+/g) ?? []
  return words.join('-').replace(/^[^a-z]+/, '') || 'flow'
}

function isComplete(read: Partly<FlowDocument>): read is FlowDocument {
  return read.id !== undefined && read.trigger !== undefined && read.steps !== undefined
}

function readVersion(reader: FieldReader): void {
  const version = reader.raw('flow')
  if (version === 1) return
  const message =
    version === undefined
      ? 'The flow does not say its version.'
      : `Version ${JSON.stringify(version)} of flow documents is not known.`
  reader.problem('flow', { code: 'flow-version', message, hint: 'Write "flow: 1".' })
}

function readConnections(reader: FieldReader): Dict<ConnectorId> {
  const entries = Object.entries(reader.object('connections') ?? {}).flatMap(
    ([name, connector]): [string, string][] => {
      if (typeof connector === 'string' && connectorIdPattern.test(connector)) return [[name, connector]]
      const at = `/connections${pointer(name)}`
      reader.problems.push({
        code: 'value-invalid',
        message: `Connection "${name}" does not name a connector.`,
        ...reader.source.place(at),
        hint: 'Write the connector\'s id, such as "zoho-inventory".',
      })
      return []
    },
  )
  return dict(entries)
}

function readTrigger(reader: FieldReader): FlowTrigger | undefined {
  const value = reader.object('trigger', 'required')
  if (value === undefined) return undefined
  const trigger = new FieldReader(reader.source, reader.problems, { value, at: '/trigger', name: 'The trigger' })
  trigger.only(['operation', 'connection', 'input'])
  const operation = readOperation(trigger)
  const connection = trigger.text('connection')
  const input = trigger.object('input') ?? dict()
  refuseExpressions(trigger, input)
  return operation === undefined ? undefined : { operation, ...(connection === undefined ? {} : { connection }), input }
}

function refuseExpressions(trigger: FieldReader, input: FlowTrigger['input']): void {
  const template = readTemplate(input, '/trigger/input', () => undefined)
  for (const expression of expressionsOf(template))
    trigger.problems.push({
      code: 'expression-misplaced',
      message: "The trigger's input holds an expression: nothing has happened yet that it could read.",
      ...trigger.source.place(expression.pointer, expression.character),
      hint: 'Write the value itself.',
    })
}
