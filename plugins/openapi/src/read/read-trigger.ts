import { dict, type HttpCall, type Json, mediaKind, type Operation, type Schema } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { child, type Located, own, textIn, warnOfLost } from '../refs/index.ts'
import { chooseMedia } from './choose-media.ts'
import { shapeOf } from './file-schema.ts'
import type { OperationPlace } from './hooks.ts'
import { titleOf } from './operation-ids.ts'
import { sentence } from './read-operation.ts'
import type { Unsubscribe } from './read-unsubscribe.ts'
import type { Reading } from './reading.ts'

/** Milliseconds: thirty days. */
const dedupeWindow = 2_592_000_000

export interface TriggerParts {
  readonly id: string
  readonly aliases?: readonly string[]
  /** What subscribes; without it, a person enters the URL at the service. */
  readonly subscribe?: HttpCall
  readonly ending?: Unsubscribe | undefined
  readonly input: Operation['input']
  readonly inherited?: Partial<Operation>
  readonly lacks?: Feature | undefined
}

/** What the service calls, described as an operation of ours: a webhook trigger. */
export function readTrigger({ operation, method }: OperationPlace, parts: TriggerParts, reading: Reading): Operation {
  const { id, aliases, subscribe, ending, input, inherited } = parts
  const payload = readPayload(operation, reading)
  const description = textIn(operation.value, 'description')?.trim()
  const lacks = parts.lacks ?? (method === 'POST' ? undefined : 'callback.method') ?? payload.lacks
  return {
    ...inherited,
    id,
    ...(aliases !== undefined && { aliases }),
    kind: 'trigger',
    title: titleOf(operation, id),
    ...(description !== undefined && { description }),
    visibility: 'public',
    effect: 'read',
    input,
    output: payload.item,
    webhook: {
      ...(subscribe !== undefined && { subscribe: { http: subscribe, keep: ending?.keep ?? dict() } }),
      ...(ending !== undefined && { unsubscribe: ending.unsubscribe }),
      verify: { kind: 'url' },
      items: '',
      dedupe: { key: [''], window: dedupeWindow },
    },
    ...(lacks !== undefined && { unavailable: { feature: lacks, reason: sentence(lacks) } }),
  }
}

/** One item: the payload, or an element of a payload that is a list. */
function readPayload(operation: Located, reading: Reading): { readonly item: Schema; readonly lacks?: Feature } {
  const written = child(operation, 'requestBody')
  const body = written === undefined ? undefined : reading.references.follow(written)
  if (body?.kind === 'lost' && written !== undefined)
    warnOfLost(reading, 'What the service calls with', { lost: body, place: written.place })
  const media = body?.kind === 'found' ? chooseMedia(child(body, 'content')) : undefined
  const schema = media === undefined ? undefined : child(media.content, 'schema')
  const kind = media === undefined ? 'json' : media.name.includes('*') ? 'json' : mediaKind(media.name)
  if (kind !== 'json' && kind !== 'form') return { item: anObject(), lacks: 'callback.media-type' }
  return { item: schema === undefined ? anObject() : itemOf(schema, reading) }
}

function itemOf(schema: Located, reading: Reading): Schema {
  const followed = reading.references.follow(schema)
  const items = followed.kind === 'found' ? child(followed, 'items') : undefined
  const { types } = shapeOf(schema, reading)
  const element = types.length === 1 && types[0] === 'array' && items !== undefined ? items : schema
  const read = reading.schemas.read(element, 'response').schema
  return isSomething(element, reading) ? read : neverNull(read)
}

function isSomething(schema: Located, reading: Reading): boolean {
  const { types } = shapeOf(schema, reading)
  const followed = reading.references.follow(schema)
  const values = [schema.value, followed.kind === 'found' ? followed.value : null]
  const mayBeNull = values.some((value) => own(value, 'nullable') === true || own(value, 'x-nullable') === true)
  return types.length > 0 && !types.includes('null') && !mayBeNull
}

/** An item is what makes it the same when it comes again, so it is something. */
function neverNull(schema: Schema): Schema {
  return typeof schema === 'boolean'
    ? anObject()
    : dict<Json>([
        ['type', 'object'],
        ['allOf', [schema]],
      ])
}

function anObject(): Schema {
  return dict<Json>([['type', 'object']])
}
