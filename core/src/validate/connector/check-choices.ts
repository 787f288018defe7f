import {
  type Asking,
  askingsOf,
  type Connector,
  nearestName,
  type Operation,
  type Options,
  pointer,
  segmentsOf,
} from '../../model/index.ts'
import { lookUp } from '../schema/look-up.ts'
import { lookUpField } from '../schema/look-up-field.ts'
import { typesIn } from '../schema/types-in.ts'
import type { Mistake } from '../structure/mistake.ts'
import { capitalised, operationsOf, type PlacedOperation, suggestion } from './check.ts'
import { checkAskedInput } from './check-asked-input.ts'

/** What a person chooses from, and the fields that a service describes, come from actions that only read. */
export function* checkChoices(connector: Connector): Iterable<Mistake> {
  for (const placed of operationsOf(connector)) {
    for (const asking of askingsOf(placed.operation)) yield* checkAsking(asking, placed, connector)
    for (const [field, options] of Object.entries(placed.operation.options ?? {}))
      yield* checkOptions({ field, options, at: placed.at + pointer('options', field) }, placed, connector)
    for (const [side, { operation, at }] of Object.entries(placed.operation.schemaFrom ?? {})) {
      const asked = connector.operations[operation]
      const place = { at: `${placed.at}/schemaFrom/${side}/at`, to: at, what: 'a schema', types: ['object', 'boolean'] }
      if (asked !== undefined) yield* checkPlace(place, { placed, asked }, connector)
    }
  }
}

function* checkAsking(
  { at, operation: id, input }: Asking,
  placed: PlacedOperation,
  connector: Connector,
): Iterable<Mistake> {
  const asked = connector.operations[id]
  const readers = Object.values(connector.operations)
    .filter(isReader)
    .map((each) => each.id)
  const place = `${placed.at}${at}`
  const [what = '', field = ''] = segmentsOf(at)
  const subject =
    what === 'options' ? `The choice for "${field}" of ${placed.name}` : `"schemaFrom/${field}" of ${placed.name}`
  if (asked === undefined || asked.kind !== 'action')
    return yield {
      code: 'operation-unknown',
      message: `${subject} comes from "${id}", which is no action of this connector.`,
      pointer: `${place}/operation`,
      hint: suggestion(nearestName(id, readers), readers, 'add an action that only reads.'),
    }
  if (!isReader(asked))
    yield {
      code: 'options-not-read',
      message: `${subject} comes from "${id}", which does more than read.`,
      pointer: `${place}/operation`,
      hint:
        readers.length === 0
          ? 'name an action whose effect is read.'
          : `name an action that only reads: ${readers.join(', ')}.`,
    }
  yield* checkAskedInput(
    { placed, asked, input, at: `${place}/input`, subject, code: 'options-input', early: true },
    connector,
  )
}

function isReader({ kind, effect }: Operation): boolean {
  return kind === 'action' && effect === 'read'
}

interface PlacedOptions {
  readonly field: string
  readonly options: Options
  readonly at: string
}

function* checkOptions(
  { field, options, at }: PlacedOptions,
  placed: PlacedOperation,
  connector: Connector,
): Iterable<Mistake> {
  const { schemas, operations } = connector
  const found = lookUpField(placed.operation.input, field, schemas)
  if (
    field === '' ||
    found.found === 'absent' ||
    (found.found === 'open' && placed.operation.schemaFrom?.input === undefined)
  )
    yield {
      code: 'options-unknown',
      message: `${capitalised(placed.name)} has options for "${field}", which is no field of its input.`,
      pointer: at,
      part: 'key',
      hint:
        found.found === 'absent'
          ? suggestion(nearestName(found.name, found.known), found.known, 'correct the pointer.')
          : 'write the pointer of a field, such as /warehouseId.',
    }
  const asked = operations[options.operation]
  if (asked === undefined) return
  const items = { at: `${at}/items`, to: options.items, what: 'an array', types: ['array'] }
  yield* checkPlace(items, { placed, asked }, connector)
  for (const key of ['value', 'label'] as const)
    yield* checkPart({ key, to: options[key], at: `${at}/${key}`, path: options.items }, { placed, asked }, connector)
}

interface Both {
  readonly placed: PlacedOperation
  readonly asked: Operation
}

interface WantedPlace {
  readonly at: string
  readonly to: string
  readonly what: string
  readonly types: readonly string[]
}

function* checkPlace(
  { at, to, what, types }: WantedPlace,
  { placed, asked }: Both,
  { schemas }: Connector,
): Iterable<Mistake> {
  const found = lookUp(asked.output, to, schemas)
  if (found.found === 'open') return
  const given = found.found === 'declared' ? typesIn(found.schemas, schemas) : undefined
  if (found.found === 'declared' && (given === undefined || given.some((type) => types.includes(type)))) return
  const why = found.found === 'absent' ? `has no "${found.name}"` : `is ${given?.join(' or ')}`
  yield {
    code: 'options-place',
    message: `${capitalised(placed.name)} looks for ${what} at "${to}" of what "${asked.id}" gives, which ${why} there.`,
    pointer: at,
    hint:
      found.found === 'absent'
        ? suggestion(nearestName(found.name, found.known), found.known, 'correct the pointer.')
        : `write the pointer to ${what}.`,
  }
}

interface Part {
  readonly key: string
  readonly to: string | undefined
  readonly at: string
  readonly path: string
}

/** A choice is an element of the array. */
function* checkPart({ key, to, at, path }: Part, { placed, asked }: Both, { schemas }: Connector): Iterable<Mistake> {
  const found = to === undefined ? undefined : lookUp(asked.output, `${path}/0${to}`, schemas)
  if (found?.found !== 'absent') return
  yield {
    code: 'options-place',
    message: `${capitalised(placed.name)} takes the ${key} of a choice from "${to}", but what "${asked.id}" gives has no "${found.name}" there.`,
    pointer: at,
    hint: suggestion(nearestName(found.name, found.known), found.known, 'correct the pointer.'),
  }
}
