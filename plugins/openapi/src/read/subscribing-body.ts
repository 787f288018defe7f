import { dict, type Json, type Schema, type Template } from '@jackfield/core'
import { child, type Located } from '../refs/index.ts'
import { chooseMedia } from './choose-media.ts'
import { propertiesOf, requiredOf } from './file-schema.ts'
import type { OperationDraft } from './read-operation.ts'
import type { Reading } from './reading.ts'

export interface SubscribingBody {
  readonly template: Template
  /** What is still asked for; undefined: nothing. */
  readonly schema?: Schema
  readonly required: boolean
}

/**
 * A body with our URL at a place in it, and everything else as it is asked for; undefined where there is no such place.
 */
export function subscribingBody(
  path: readonly string[],
  { draft, url }: { readonly draft: OperationDraft; readonly url: Template },
  reading: Reading,
): SubscribingBody | undefined {
  const written = draft.body?.written ?? undefined
  if (written === undefined) return undefined
  const schema = child(chooseMedia(child(written, 'content'))?.content ?? written, 'schema')
  if (schema === undefined || path.length === 0 || path.length > 10) return undefined
  return put(schema, { path, from: ['body'], url }, reading)
}

interface Putting {
  /** From here to the URL. */
  readonly path: readonly string[]
  /** From the input to here. */
  readonly from: readonly string[]
  readonly url: Template
}

function put(schema: Located, { path, from, url }: Putting, reading: Reading): SubscribingBody | undefined {
  const [first = '', ...rest] = path
  const properties = propertiesOf(schema, reading)
  if (/^\d+$/.test(first) && !properties.has(first)) return undefined
  const inner =
    rest.length === 0 ? undefined : innerOf(properties.get(first), { path: rest, from: [...from, first], url }, reading)
  if (rest.length > 0 && inner === undefined) return undefined
  const asked = [...properties].filter(([name]) => name !== first)
  const templates: [string, Template][] = asked.map(([name]) => [
    name,
    { kind: 'value', from: { root: 'input', path: [...from, name] } },
  ])
  const read: [string, Schema][] = asked.map(([name, property]) => [
    name,
    reading.schemas.read(property, 'request').schema,
  ])
  if (inner?.schema !== undefined) read.push([first, inner.schema])
  const required = requiredOf(schema, reading).filter((name) =>
    name === first ? inner?.schema !== undefined : properties.has(name),
  )
  return {
    template: { kind: 'object', properties: dict([...templates, [first, inner?.template ?? url]]) },
    ...(read.length > 0 && { schema: objectOf(read, required) }),
    required: required.length > 0,
  }
}

function innerOf(property: Located | undefined, putting: Putting, reading: Reading): SubscribingBody | undefined {
  return property === undefined ? undefined : put(property, putting, reading)
}

function objectOf(properties: readonly [string, Schema][], required: readonly string[]): Schema {
  return dict<Json>([
    ['type', 'object'],
    ['properties', dict(properties)],
    ...(required.length === 0 ? [] : [['required', required] as const]),
  ])
}
