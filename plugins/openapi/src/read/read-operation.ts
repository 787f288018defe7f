import { dict, type Json, type JsonObject, type Operation } from '@jackfield/core'
import { type Feature, reasonOf } from '../features.ts'
import { elementsOf, type Located, own, textIn } from '../refs/index.ts'
import type { SchemaNode } from '../schema/index.ts'
import type { BodyRead } from './body.ts'
import type { OperationPlace } from './hooks.ts'
import { makeCall, methods } from './make-call.ts'
import { type OperationIds, titleOf } from './operation-ids.ts'
import type { OutputRead } from './output.ts'
import type { ParameterRead } from './parameter-read.ts'
import { readBodyParameter, readRequestBody } from './read-body.ts'
import { readDeclared } from './read-declared.ts'
import { readOutput } from './read-output.ts'
import { type ReadParameters, readParameters } from './read-parameters.ts'
import type { Reading } from './reading.ts'
import { consumedAs } from './said-type.ts'

/** One operation with everything that was read of it. */
export interface OperationDraft {
  readonly place: OperationPlace
  readonly operation: Operation
  readonly parameters: readonly ParameterRead[]
  readonly body: BodyRead | null
  readonly output: OutputRead
  /** Schemas of what is sent. */
  readonly sent: readonly SchemaNode[]
}

/** What of the whole document an operation takes where it says nothing itself. */
export interface Inherited {
  readonly consumes: readonly string[]
  readonly produces: readonly string[]
}

export function readOperation(
  place: OperationPlace,
  { ids, inherited }: { readonly ids: OperationIds; readonly inherited: Inherited },
  reading: Reading,
): OperationDraft {
  const { operation, pathItem, path } = place
  const consumes = typesIn(operation, 'consumes') ?? inherited.consumes
  const written = reading.dialect === '2.0' ? null : readRequestBody(operation, reading)
  const read = readParameters(operation, pathItem, {
    reading,
    path,
    hasBody: typeof written === 'object' && written !== null,
  })
  const parameters = read.parameters.flatMap((each) => changed(each, place, reading))
  const consumed = consumedAs(
    consumes,
    parameters.map(({ request, ...parameter }) => ({ ...request, ...parameter })),
  )
  const { body, lacks: lacksBody } = bodyOf(place, { written, read, consumes: consumed }, reading)
  const produces = typesIn(operation, 'produces') ?? inherited.produces
  const output = readOutput(operation, produces, reading)
  const answered = reading.hooks.output?.(output, place) ?? output
  const answer = answered.answer?.mediaType ?? 'application/json'
  const declared = readDeclared(operation, { answer, produces, consumes: consumed, hasBody: body !== null }, reading)
  const made = makeCall(place, { parameters, body, output: answered, consumes, declared })
  const lacks = methodLacks(place.method) ?? read.lacks ?? lacksBody ?? made.lacks
  return {
    place,
    operation: {
      ...described(operation, ids),
      kind: 'action',
      effect: effectOf(place.method),
      input: inputOf(parameters, made.sendsBody ? body : null),
      output: answered.schema,
      ...(made.http !== undefined && { http: made.http }),
      ...(lacks !== undefined && { unavailable: { feature: lacks, reason: sentence(lacks) } }),
    },
    parameters,
    body: made.sendsBody ? body : null,
    output: answered,
    sent: [...parameters.map(({ node }) => node), body?.node ?? null].filter((node) => node !== null),
  }
}

export function sentence(feature: Feature): string {
  const reason = reasonOf(feature)
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`
}

function typesIn(owner: Located, key: string): readonly string[] | undefined {
  const found = own(owner.value, key)
  if (found === undefined || found === null) return undefined
  const types = elementsOf({ value: found, place: owner.place }).map(({ value }) => value)
  const texts = types.filter((type): type is string => typeof type === 'string' && type.includes('/'))
  return texts.length === 0 ? undefined : texts
}

export function inheritedBy(root: Located): Inherited {
  return { consumes: typesIn(root, 'consumes') ?? [], produces: typesIn(root, 'produces') ?? [] }
}

function changed(read: ParameterRead, place: OperationPlace, { hooks }: Reading): readonly ParameterRead[] {
  const now = hooks.parameter === undefined ? read : hooks.parameter(read, place)
  return now === null ? [] : [now]
}

interface BodyWritten {
  readonly written: BodyRead | Feature | null
  readonly read: ReadParameters
  readonly consumes: readonly string[]
}

function bodyOf(place: OperationPlace, { written, read, consumes }: BodyWritten, reading: Reading) {
  if (typeof written === 'string') return { body: null, lacks: written }
  const found = read.body === undefined ? written : readBodyParameter(read.body, consumes, reading)
  const body = found === null || reading.hooks.body === undefined ? found : reading.hooks.body(found, place)
  return { body }
}

/** RFC 9110, section 9.2. */
function effectOf(method: string): Operation['effect'] {
  if (['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method)) return 'read'
  return method === 'PUT' || method === 'DELETE' ? 'idempotent' : 'once'
}

function methodLacks(method: string): Feature | undefined {
  if (methods.includes(method)) return undefined
  return method === 'TRACE' ? 'method.trace' : 'method.unknown'
}

function described(
  operation: Located,
  { id, aliases }: OperationIds,
): Pick<Operation, 'id' | 'title' | 'visibility'> & Partial<Operation> {
  const description = textIn(operation.value, 'description')?.trim()
  return {
    id,
    ...(aliases !== undefined && { aliases }),
    title: titleOf(operation, id),
    ...(description !== undefined && { description }),
    visibility: 'public',
    ...(own(operation.value, 'deprecated') === true && { deprecated: true }),
  }
}

export function inputOf(parameters: readonly ParameterRead[], body: BodyRead | null): JsonObject {
  const asked = parameters.filter((each) => each.input !== null)
  const properties: [string, Json][] = asked.map(({ input, schema }) => [input ?? '', schema])
  if (body !== null) properties.push(['body', body.schema])
  const required = asked.filter((each) => each.required).map(({ input }) => input ?? '')
  if (body?.required === true) required.push('body')
  return dict<Json>([
    ['type', 'object'],
    ['properties', dict(properties)],
    ...(required.length === 0 ? [] : [['required', required] as const]),
  ])
}
