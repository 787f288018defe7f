import {
  type Body,
  essence,
  type HttpCall,
  type Json,
  type JsonObject,
  type Parameter,
  type Template,
} from '../model/index.ts'
import { answerOf, type OperationPair } from './operation-pair.ts'

/** What is sent in one place, and how it is written there: a style, a media type. */
export interface Sent {
  readonly value: Template
  readonly how: JsonObject
}

/** Path parameters by position, so that their names do not matter. */
export function requestParts(http: HttpCall, pair: OperationPair): ReadonlyMap<string, Sent> {
  const names = [...http.path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1])
  const place = (parameter: Parameter): string => {
    if (parameter.in === 'path') return `path ${placesOf(parameter.name, names)}`
    return `${parameter.in} ${parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name}`
  }
  const map = new Map(http.parameters.map((parameter) => [place(parameter), withoutIdle(sentAs(parameter), pair)]))
  if (http.body !== undefined) map.set('body', sentAs(http.body))
  for (const [name, own] of [
    ['header accept', answerOf(http).mediaType],
    ['header content-type', http.body?.mediaType],
  ] as const)
    if (own !== undefined && literalOf(map.get(name)?.value) === own) map.delete(name)
  return map
}

/** What is sent in any case says nothing. */
function literalOf(template: Template | undefined): Json | undefined {
  return template?.kind === 'literal' ? template.value : undefined
}

/** RFC 6570, 2.4.2: only what has parts can be exploded. */
function withoutIdle({ value, how }: Sent, { inputs, connectors }: OperationPair): Sent {
  const name = inputOf(value)
  const field = inputs?.both.find((one) => one.name === name)
  if (field === undefined || !Object.hasOwn(how, 'explode')) return { value, how }
  const { by } = connectors
  const types = [...by.base.shape(field.base).types, ...by.revision.shape(field.revision).types]
  if (types.includes('array') || types.includes('object')) return { value, how }
  const { explode: _explode, ...others } = how
  return { value, how: others }
}

/** From 1; a name may stand in a path several times. */
function placesOf(name: string, names: readonly (string | undefined)[]): string {
  return names.flatMap((each, index) => (each === name ? [index + 1] : [])).join(' and ')
}

/** Whatever else a parameter or a body says is about how it is written; where it stands is the place. */
function sentAs({ value, ...rest }: Parameter | Body): Sent {
  const { name: _name, in: _in, mediaType, ...how } = rest as Partial<Parameter> & Partial<Body>
  return {
    value,
    how: { ...how, ...(mediaType !== undefined && { mediaType: plainType(mediaType) }) } as unknown as JsonObject,
  }
}

/** RFC 8259, 11: JSON has no parameters; they have no effect. */
function plainType(mediaType: string): string {
  const type = essence(mediaType)
  return /[/+]json$/.test(type) ? type : mediaType
}

/** The input that a template is the whole value of. */
export function inputOf(template: Template): string | null {
  if (template.kind !== 'value' || template.from.root !== 'input' || template.from.path.length !== 1) return null
  return template.from.path[0] ?? null
}
