import {
  type Body,
  type Connector,
  essence,
  type HttpCall,
  type Json,
  type JsonObject,
  mediaKind,
  type Operation,
  type Parameter,
  type Schema,
  type Template,
} from '../model/index.ts'
import { schemaOfTemplate } from '../validate/index.ts'
import { answerOf, type OperationPair } from './operation-pair.ts'

/** What is sent in one place, and how it is written there: a style, a media type. */
export interface Sent {
  readonly value: Template
  readonly how: JsonObject
  /** By which it is written as XML. */
  readonly xml?: Schema
}

/** Path parameters by position, so that their names do not matter. */
export function requestParts(
  http: HttpCall,
  pair: OperationPair,
  side: 'base' | 'revision',
): ReadonlyMap<string, Sent> {
  const names = [...http.path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1])
  const place = (parameter: Parameter): string => {
    if (parameter.in === 'path') return `path ${placesOf(parameter.name, names)}`
    return `${parameter.in} ${parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name}`
  }
  const map = new Map<string, Sent>()
  for (const parameter of http.parameters) {
    let at = place(parameter)
    while (map.has(at)) at += ', again'
    map.set(at, withoutIdle(sentAs(parameter), pair))
  }
  if (http.body !== undefined)
    map.set('body', withNames(sentAs(http.body), http.body, [pair[side], pair.connectors[side]]))
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
function withoutIdle(sent: Sent, { inputs, connectors }: OperationPair): Sent {
  const { value, how } = sent
  const name = inputOf(value)
  const field = inputs?.both.find((one) => one.name === name)
  if (field === undefined || !Object.hasOwn(how, 'explode')) return sent
  const { by } = connectors
  const types = [...by.base.shape(field.base).types, ...by.revision.shape(field.revision).types]
  if (types.includes('array') || types.includes('object')) return sent
  const { explode: _explode, ...others } = how
  return { ...sent, how: others }
}

/** From 1; a name may stand in a path several times. */
function placesOf(name: string, names: readonly (string | undefined)[]): string {
  return names.flatMap((each, index) => (each === name ? [index + 1] : [])).join(' and ')
}

/** Whatever else a parameter or a body says is about how it is written; where it stands is the place. */
function sentAs({ value, ...rest }: Parameter | Body): Sent {
  const { name: _name, in: _in, mediaType, schema, ...others } = rest as Partial<Parameter> & Partial<Body>
  const how = {
    ...others,
    ...(mediaType !== undefined && { mediaType: plainType(mediaType) }),
  } as unknown as JsonObject
  if (schema === undefined) return { value, how }
  return mediaKind(mediaType ?? '') === 'xml' ? { value, how, xml: schema } : { value, how: { ...how, schema } }
}

/** Where XML has no schema of its own, the inputs' names count, and the root has the whole input's. */
function withNames(
  sent: Sent,
  { mediaType, schema, value }: Body,
  [{ input }, { schemas }]: readonly [Operation, Connector],
): Sent {
  if (schema !== undefined || mediaKind(mediaType) !== 'xml') return sent
  const own = schemaOfTemplate(value, { input, schemas })
  return { ...sent, xml: typeof own === 'object' && input.xml !== undefined ? { ...own, xml: input.xml } : own }
}

/**
 * Without the charset of JSON, which is always UTF-8 (RFC 8259, 8.1 and 11). Other parameters may say what is wanted:
 * `odata.metadata=full`, `version=2`.
 */
export function plainType(mediaType: string): string {
  const type = essence(mediaType)
  if (!/[/+]json$/.test(type)) return mediaType
  const parameters = mediaType
    .split(';')
    .slice(1)
    .map((one) => one.trim())
  return [type, ...parameters.filter((one) => !/^charset="?utf-8"?$/i.test(one))].join(';')
}

/** The input that a template is the whole value of. */
export function inputOf(template: Template): string | null {
  if (template.kind !== 'value' || template.from.root !== 'input' || template.from.path.length !== 1) return null
  return template.from.path[0] ?? null
}
