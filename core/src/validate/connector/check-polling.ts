import { type Connector, type Cursor, nearestName, type Pointer, type Poll, pointer } from '../../model/index.ts'
import { lookUp } from '../schema/look-up.ts'
import { typesIn } from '../schema/types-in.ts'
import type { Mistake } from '../structure/mistake.ts'
import { availableIn, type PlacedOperation, suggestion } from './check.ts'

/**
 * What makes an item the same and where a poll stands is in every item: an item without it would be lost or come twice.
 */
export function* checkPolling(connector: Connector): Iterable<Mistake> {
  for (const placed of availableIn(connector)) {
    const { poll, webhook } = placed.operation
    if (poll !== undefined) yield* checkPoll(poll, placed, connector)
    if (webhook !== undefined) yield* checkKey(webhook.dedupe.key, `${placed.at}/webhook`, { placed, connector })
  }
}

function* checkPoll({ dedupe, cursor }: Poll, placed: PlacedOperation, connector: Connector): Iterable<Mistake> {
  const { at } = placed
  yield* checkKey(dedupe.key, `${at}/poll`, { placed, connector })
  if (cursor === undefined || cursor.type === 'location') return
  yield* checkField({ field: cursor.from, use: 'cursor', at: `${at}/poll/cursor/from` }, placed, connector)
  yield* checkType(cursor, placed, connector)
  if (cursor.overlap > 0 && cursor.type !== 'date-time')
    yield {
      code: 'cursor-overlap',
      message: `The cursor of ${placed.name} is of type ${cursor.type}, and has an overlap in time.`,
      pointer: `${at}/poll/cursor/overlap`,
      hint: 'leave "overlap" out, or use a date-time.',
    }
}

function* checkKey(
  keys: readonly Pointer[],
  at: string,
  { placed, connector }: { readonly placed: PlacedOperation; readonly connector: Connector },
): Iterable<Mistake> {
  for (const [index, field] of keys.entries())
    yield* checkField({ field, use: 'dedupe key', at: at + pointer('dedupe', 'key', index) }, placed, connector)
}

interface Field {
  readonly field: Pointer
  readonly use: 'dedupe key' | 'cursor'
  readonly at: Pointer
}

function* checkField(
  { field, use, at }: Field,
  { operation, name }: PlacedOperation,
  { schemas }: Connector,
): Iterable<Mistake> {
  const found = lookUp(operation.output, field, schemas)
  if (found.found === 'declared' && found.required && !found.nullable) return
  const code = use === 'cursor' ? 'cursor-uncertain' : 'dedupe-uncertain'
  const subject = `The ${use} "${field}" of ${name}`
  if (found.found !== 'declared') {
    const known = found.found === 'absent' ? found.known : []
    const missing = found.found === 'absent' ? found.name : field
    const hint = suggestion(
      nearestName(missing, known),
      known,
      `describe "${field}" in the output, required and not null.`,
    )
    yield { code, message: `${subject} is not in its output.`, pointer: at, hint }
    return
  }
  const lacks = found.required ? 'may be null in its output' : 'may be absent from its output'
  const hint = found.required ? 'take null out of its type.' : 'add it to "required" of the output.'
  yield { code, message: `${subject} ${lacks}.`, pointer: at, hint }
}

const fitting: Readonly<Record<string, readonly string[]>> = {
  'date-time': ['string'],
  string: ['string'],
  integer: ['integer', 'number'],
}

function* checkType(
  cursor: Cursor,
  { operation, at, name }: PlacedOperation,
  { schemas }: Connector,
): Iterable<Mistake> {
  const found = lookUp(operation.output, cursor.from, schemas)
  const types = found.found === 'declared' ? typesIn(found.schemas, schemas) : undefined
  if (types === undefined || types.some((type) => type === 'null' || fitting[cursor.type]?.includes(type))) return
  const message = `The cursor of ${name} is of type ${cursor.type}, but "${cursor.from}" is ${types.join(' or ')} in its output.`
  yield {
    code: 'cursor-type',
    message,
    pointer: `${at}/poll/cursor/type`,
    hint: `use a type for ${types.join(' or ')}.`,
  }
}
