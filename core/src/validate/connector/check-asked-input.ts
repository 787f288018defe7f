import {
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
import { type PlacedOperation, suggestion } from './check.ts'

/** An operation that asks another one, with an input made from its own. */
export interface AskedInput {
  readonly placed: PlacedOperation
  readonly asked: Operation
  readonly input: Template
  readonly at: Pointer
  /** `The "confirm" of action "book"` */
  readonly subject: string
  readonly code: string
  /** Whether it may be asked before all of the input is there. */
  readonly early: boolean
}

/** What the asked action is given is what it takes. */
export function* checkAskedInput(asking: AskedInput, connector: Connector): Iterable<Mistake> {
  const given = propertiesIn(asking.input)
  yield* checkNames(given, asking, connector)
  for (const [name, template] of Object.entries(given))
    yield* checkGiven({ name, template, at: asking.at + pointer('properties', name) }, asking, connector)
}

interface Given {
  readonly name: string
  readonly template: Template
  readonly at: Pointer
}

/** A whole template keeps its value's type, and is left out where that is absent. */
function* checkGiven({ name, template, at }: Given, asking: AskedInput, { schemas }: Connector): Iterable<Mistake> {
  const { placed, asked, early } = asking
  if (template.kind !== 'value' || template.from.root !== 'input') return
  const source = lookUp(placed.operation.input, template.from.path, schemas)
  const target = lookUp(asked.input, [name], schemas)
  if (source.found !== 'declared' || target.found !== 'declared') return
  const read = `{${['input', ...template.from.path].join('.')}}`
  if (target.required && !source.required && !early)
    yield wrongInput(
      asking,
      at,
      `gives "${name}" from ${read}, which may be absent`,
      `make the input required, or "${name}" of "${asked.id}" optional.`,
    )
  const [given, wanted] = [typesIn(source.schemas, schemas), typesIn(target.schemas, schemas)]
  if (!mayFit(given, wanted))
    yield wrongInput(
      asking,
      at,
      `gives "${name}" from ${read}, which is ${given?.join(' or ')} where ${wanted?.join(' or ')} is wanted`,
      'give it a value that fits.',
    )
}

function* checkNames(given: Properties, asking: AskedInput, { schemas }: Connector): Iterable<Mistake> {
  const { asked, at } = asking
  const known = [...propertiesOf(asked.input, schemas).keys()]
  const meant = new Set<string>()
  for (const name of Object.keys(given).filter((each) => !known.includes(each))) {
    const nearest = nearestName(name, known)
    meant.add(nearest ?? '')
    const complaint = `gives "${name}", which is no input of "${asked.id}"`
    yield wrongInput(asking, at + pointer('properties', name), complaint, suggestion(nearest, known, 'remove it.'))
  }
  for (const name of requiredOf(asked.input, schemas).filter((each) => !Object.hasOwn(given, each) && !meant.has(each)))
    yield wrongInput(asking, at, `does not give "${name}", which "${asked.id}" requires`, `add ${name}: '{input.…}'.`)
}

type Properties = Readonly<Record<string, Template>>

function propertiesIn(input: Template): Properties {
  if (input.kind === 'object') return input.properties
  const value = input.kind === 'literal' && typeof input.value === 'object' && input.value !== null ? input.value : {}
  return dict(
    Object.entries(value).map(([name, inner]): [string, Template] => [name, { kind: 'literal', value: inner }]),
  )
}

function wrongInput({ subject, code }: AskedInput, pointerTo: Pointer, complaint: string, hint: string): Mistake {
  return { code, message: `${subject} ${complaint}.`, pointer: pointerTo, hint }
}
