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
import { propertiesOf } from '../schema/properties-of.ts'
import { requiredOf } from '../schema/required-in.ts'
import { mayFit, typesIn } from '../schema/types-in.ts'
import type { Mistake } from '../structure/mistake.ts'
import { referencesIn } from '../template/references-in.ts'
import { type PlacedOperation, suggestion } from './check.ts'

/** A call in doubt, and the action that is asked about it. */
export interface Asking {
  readonly placed: PlacedOperation
  readonly asked: Operation
}

/** What the asked action is given is what it takes, and comes from the input of the call in doubt. */
export function* checkConfirmInput(
  { input }: Confirm,
  { placed, asked }: Asking,
  connector: Connector,
): Iterable<Mistake> {
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
  yield* checkNames(given, { placed, asked }, connector)
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

function* checkNames(given: Properties, { placed, asked }: Asking, { schemas }: Connector): Iterable<Mistake> {
  const at = `${placed.at}/confirm/input`
  const known = [...propertiesOf(asked.input, schemas).keys()]
  const meant = new Set<string>()
  for (const name of Object.keys(given).filter((each) => !known.includes(each))) {
    const nearest = nearestName(name, known)
    meant.add(nearest ?? '')
    const complaint = `gives "${name}", which is no input of "${asked.id}"`
    yield wrongInput(placed, at + pointer('properties', name), complaint, suggestion(nearest, known, 'remove it.'))
  }
  for (const name of requiredOf(asked.input, schemas).filter((each) => !Object.hasOwn(given, each) && !meant.has(each)))
    yield wrongInput(placed, at, `does not give "${name}", which "${asked.id}" requires`, `add ${name}: '{input.…}'.`)
}

type Properties = Readonly<Record<string, Template>>

function propertiesIn(input: Template): Properties {
  if (input.kind === 'object') return input.properties
  const value = input.kind === 'literal' && typeof input.value === 'object' && input.value !== null ? input.value : {}
  return dict(
    Object.entries(value).map(([name, inner]): [string, Template] => [name, { kind: 'literal', value: inner }]),
  )
}

function wrongInput({ name }: PlacedOperation, pointerTo: Pointer, complaint: string, hint: string): Mistake {
  return { code: 'confirm-input', message: `The "confirm" of ${name} ${complaint}.`, pointer: pointerTo, hint }
}
