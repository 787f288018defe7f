import {
  type Connector,
  dict,
  type Operation,
  type Options,
  type Pointer,
  pointer,
  type SchemaFrom,
} from '@jackfield/core'
import { askedInput, type Inputs, inputsOf } from './asked-input.ts'
import type { Dynamic } from './dynamic-words.ts'
import type { DynamicParts } from './find-dynamic.ts'
import type { LeftOut } from './left-out.ts'

/** Dynamic values as options, dynamic schemas as `schemaFrom`, of every operation, once all are known. */
export function applyDynamic(
  connector: Connector,
  parts: ReadonlyMap<string, DynamicParts>,
): { readonly connector: Connector; readonly leftOut: readonly LeftOut[] } {
  const leftOut: LeftOut[] = []
  const operations = dict<Operation>(Object.entries(connector.operations))
  const asked = new Set<string>()
  for (const [id, own] of parts) {
    const operation = operations[id]
    if (operation === undefined) continue
    leftOut.push(...leftOutOf(operation, own, connector))
    const changed = withDynamic(operation, own, connector)
    operations[id] = changed
    for (const each of askedBy(changed)) asked.add(each)
  }
  for (const id of asked) {
    const operation = operations[id]
    // The designer asks it at will: it gives choices, and has no effect.
    if (operation?.http?.method === 'POST' && operation.kind === 'action')
      operations[id] = { ...operation, effect: 'read' }
  }
  return { connector: { ...connector, operations: dict(Object.entries(operations)) }, leftOut }
}

function leftOutOf(operation: Operation, parts: DynamicParts, { operations }: Connector): readonly LeftOut[] {
  const left = (at: LeftOut['at'], message: string): LeftOut => ({ operation: operation.id, at, message })
  const isAsked = ([, { operation: id }]: readonly [Pointer, Dynamic]): boolean =>
    Object.hasOwn(operations, id) && operations[id]?.kind === 'action'
  const named = [...parts.options, ...parts.input, ...parts.output]
  const [, ...otherInputs] = parts.input.filter(isAsked)
  const [output, ...otherOutputs] = parts.output.filter(isAsked)
  const ofTrigger = output !== undefined && operation.kind !== 'action' ? [output] : []
  return [
    ...parts.unread.map((at) => left(at, 'It names no operation to ask.')),
    ...named
      .filter((each) => !isAsked(each))
      .map(([, { written, operation: id }]) => left(written, `"${id}" is no action of this connector.`)),
    ...[...otherInputs, ...otherOutputs].map(([, { written }]) =>
      left(written, 'Another part is described by an operation already, and only one can be.'),
    ),
    ...ofTrigger.map(([, { written }]) => left(written, 'What a trigger gives is described by no operation here.')),
  ]
}

function withDynamic(operation: Operation, parts: DynamicParts, connector: Connector): Operation {
  const inputs = inputsOf(operation, connector.schemas, parts.body)
  const asking = (dynamic: Dynamic): Inputs | undefined => {
    const { operations } = connector
    const asked = Object.hasOwn(operations, dynamic.operation) ? operations[dynamic.operation] : undefined
    return asked?.kind === 'action' ? inputsOf(asked, connector.schemas) : undefined
  }
  const options = parts.options.flatMap(([field, dynamic]): (readonly [Pointer, Options])[] => {
    const asked = asking(dynamic)
    return asked === undefined ? [] : [[field, optionsOf(dynamic, inputs, asked)]]
  })
  const source = (all: DynamicParts['input']): SchemaFrom | undefined => {
    const [first] = all.filter(([, dynamic]) => asking(dynamic) !== undefined)
    const asked = first === undefined ? undefined : asking(first[1])
    if (first === undefined || asked === undefined) return undefined
    const [field, dynamic] = first
    const from = { operation: dynamic.operation, input: askedInput(dynamic, inputs, asked), at: pathOf(dynamic.path) }
    return field === '' ? from : { ...from, field }
  }
  const [input, output] = [source(parts.input), operation.kind === 'action' ? source(parts.output) : undefined]
  return {
    ...operation,
    ...(options.length > 0 && { options: dict(options) }),
    ...((input !== undefined || output !== undefined) && {
      schemaFrom: { ...(input !== undefined && { input }), ...(output !== undefined && { output }) },
    }),
  }
}

function optionsOf(dynamic: Dynamic, inputs: Inputs, asked: Inputs): Options {
  const { title } = dynamic
  return {
    operation: dynamic.operation,
    input: askedInput(dynamic, inputs, asked),
    items: pathOf(dynamic.path),
    value: pathOf(dynamic.value),
    ...(title !== undefined && { label: pathOf(title) }),
  }
}

function askedBy({ options = {}, schemaFrom = {} }: Operation): readonly string[] {
  return [...Object.values(options), ...Object.values(schemaFrom)].map(({ operation }) => operation)
}

/** `data/items`, or nothing for the answer itself. */
function pathOf(path: string | undefined): Pointer {
  const names = (path ?? '').split('/').filter((name) => name !== '')
  return pointer(...names)
}
