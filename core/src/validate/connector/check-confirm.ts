import {
  type Confirm,
  type Connector,
  dict,
  nearestName,
  type Operation,
  type Pointer,
  pointer,
  type Template,
} from '../../model/index.ts'
import { lookUp } from '../schema/look-up.ts'
import { excludesNull } from '../schema/nullability.ts'
import { propertiesOf } from '../schema/properties-of.ts'
import { requiredOf } from '../schema/required-in.ts'
import { mayFit, typesIn } from '../schema/types-in.ts'
import type { Mistake } from '../structure/mistake.ts'
import { referencesIn } from '../template/references-in.ts'
import { capitalised, operationsOf, type PlacedOperation, suggestion } from './check.ts'

/** A call in doubt is asked about by an action that only reads, from what the call's own input says (Law 5). */
export function* checkConfirm(connector: Connector): Iterable<Mistake> {
  for (const placed of operationsOf(connector)) {
    const { confirm } = placed.operation
    if (confirm !== undefined) yield* checkOne(confirm, placed, connector)
  }
}

function* checkOne(confirm: Confirm, placed: PlacedOperation, connector: Connector): Iterable<Mistake> {
  const { operation, at, name } = placed
  if (operation.effect !== 'once')
    yield {
      code: 'confirm-needless',
      message: `${capitalised(name)} is ${operation.effect}, so it is repeated rather than confirmed.`,
      pointer: `${at}/confirm`,
      hint: 'remove "confirm", or say effect: once.',
    }
  const asked = connector.operations[confirm.operation]
  const readers = operationsOf(connector).filter(
    (each) => each.operation.kind === 'action' && each.operation.effect === 'read',
  )
  const ids = readers.map((each) => each.operation.id)
  if (asked === undefined)
    return yield {
      code: 'operation-unknown',
      message: `${capitalised(name)} is confirmed by "${confirm.operation}", which is no action of this connector.`,
      pointer: `${at}/confirm/operation`,
      hint: suggestion(nearestName(confirm.operation, ids), ids, 'add an action that reads it.'),
    }
  if (!ids.includes(asked.id))
    yield {
      code: 'confirm-not-read',
      message: `${capitalised(name)} is confirmed by "${asked.id}", which does more than read.`,
      pointer: `${at}/confirm/operation`,
      hint:
        ids.length === 0
          ? 'name an action whose effect is read.'
          : `name an action that only reads: ${ids.join(', ')}.`,
    }
  yield* checkInput(confirm, { placed, asked }, connector)
  yield* checkAnswer({ placed, asked }, connector)
}

interface Asking {
  readonly placed: PlacedOperation
  readonly asked: Operation
}

function* checkInput({ input }: Confirm, { placed, asked }: Asking, connector: Connector): Iterable<Mistake> {
  const at = `${placed.at}/confirm/input`
  const given = propertiesIn(input)
  for (const { reference, at: below } of referencesIn(input, at))
    if (reference.root !== 'input')
      yield wrongInput(
        placed,
        below,
        `reads {${[reference.root, ...reference.path].join('.')}}`,
        'only {input.…} of the call in doubt can be read here.',
      )
  const known = [...propertiesOf(asked.input, connector.schemas).keys()]
  for (const name of Object.keys(given).filter((each) => !known.includes(each)))
    yield wrongInput(
      placed,
      at + pointer('properties', name),
      `gives "${name}", which is no input of "${asked.id}"`,
      suggestion(nearestName(name, known), known, 'remove it.'),
    )
  for (const name of requiredOf(asked.input, connector.schemas).filter((each) => !Object.hasOwn(given, each)))
    yield wrongInput(placed, at, `does not give "${name}", which "${asked.id}" requires`, `add ${name}: '{input.…}'.`)
  for (const [name, template] of Object.entries(given))
    yield* checkGiven({ name, template, at: at + pointer('properties', name) }, { placed, asked }, connector)
}

interface Given {
  readonly name: string
  readonly template: Template
  readonly at: Pointer
}

/** A whole template keeps its value's type, and is left out where that is absent. */
function* checkGiven(
  { name, template, at }: Given,
  { placed, asked }: Asking,
  { schemas }: Connector,
): Iterable<Mistake> {
  if (template.kind !== 'value' || template.from.root !== 'input') return
  const source = lookUp(placed.operation.input, template.from.path, schemas)
  const target = lookUp(asked.input, [name], schemas)
  if (source.found !== 'declared' || target.found !== 'declared') return
  const read = `{${['input', ...template.from.path].join('.')}}`
  if (target.required && !source.required)
    yield wrongInput(
      placed,
      at,
      `gives "${name}" from ${read}, which may be absent`,
      `make the input required, or "${name}" of "${asked.id}" optional.`,
    )
  const [given, wanted] = [typesIn(source.schemas, schemas), typesIn(target.schemas, schemas)]
  if (!mayFit(given, wanted))
    yield wrongInput(
      placed,
      at,
      `gives "${name}" from ${read}, which is ${given?.join(' or ')} where ${wanted?.join(' or ')} is wanted`,
      'give it a value that fits.',
    )
}

function* checkAnswer({ placed, asked }: Asking, { schemas }: Connector): Iterable<Mistake> {
  if (!excludesNull(asked.output, schemas)) return
  yield {
    code: 'confirm-never-none',
    severity: 'warning',
    message: `"${asked.id}" confirms ${placed.name}, but can't say that it did not happen: its output is never null.`,
    pointer: `${placed.at}/confirm/operation`,
    hint: `give "${asked.id}" a result with "missing: none", and an output that may be null.`,
  }
}

function propertiesIn(input: Template): Readonly<Record<string, Template>> {
  if (input.kind === 'object') return input.properties
  const value = input.kind === 'literal' && typeof input.value === 'object' && input.value !== null ? input.value : {}
  return dict(
    Object.entries(value).map(([name, inner]): [string, Template] => [name, { kind: 'literal', value: inner }]),
  )
}

function wrongInput({ name }: PlacedOperation, pointerTo: Pointer, complaint: string, hint: string): Mistake {
  return { code: 'confirm-input', message: `The "confirm" of ${name} ${complaint}.`, pointer: pointerTo, hint }
}
