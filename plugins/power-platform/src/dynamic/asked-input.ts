import { dict, isJsonObject, type Json, type JsonObject, type Operation, type Template } from '@jackfield/core'
import type { Dynamic, Given } from './dynamic-words.ts'

/** Names of an operation's inputs, and of the properties of its body as far as it lists them. */
export interface Inputs {
  readonly names: ReadonlySet<string>
  /** What the document calls the body. */
  readonly body: string | undefined
  readonly inBody: ReadonlySet<string>
}

/** What the asked operation is given: of its inputs, those that are written, over what the asking one has filled in. */
export function askedInput({ parameters }: Dynamic, asking: Inputs, asked: Inputs): Template {
  const properties: Record<string, Template> = dict<Template>()
  const inBody: Record<string, Template> = dict<Template>()
  for (const given of parameters) {
    const value = templateOf(given, asking)
    const name = given.name.replace(/^body\//, '')
    if (value === undefined) continue
    if (asked.names.has(given.name)) properties[given.name] = value
    else if (asked.inBody.has(name)) inBody[name] = value
  }
  if (Object.keys(inBody).length > 0) properties.body = { kind: 'object', properties: inBody }
  return { kind: 'object', properties }
}

/**
 * A reference is the name of an input, a path into the body, or, in the older form, a property of the body by itself.
 */
function templateOf({ from }: Given, { names, body, inBody }: Inputs): Template | undefined {
  if (from.kind === 'literal') return { kind: 'literal', value: from.value }
  const [first = '', ...rest] = from.reference.split('/').filter((part) => part !== '')
  if (names.has(first) && first !== 'body') return input([first, ...rest])
  if (first === 'body' || first === body) return input(['body', ...rest])
  return inBody.has(first) ? input(['body', first, ...rest]) : undefined
}

function input(path: readonly string[]): Template {
  return { kind: 'value', from: { root: 'input', path } }
}

export function inputsOf(
  { input: schema }: Operation,
  schemas: Readonly<Record<string, unknown>>,
  body?: string,
): Inputs {
  const properties = propertiesOf(schema, schemas)
  const own = properties.body
  return {
    names: new Set(Object.keys(properties)),
    body,
    inBody: new Set(own === undefined ? [] : Object.keys(propertiesOf(own, schemas))),
  }
}

/** Through references and `allOf`, as far as that says names. */
function propertiesOf(schema: unknown, schemas: Readonly<Record<string, unknown>>, depth = 8): JsonObject {
  if (!isJsonObject(schema as never) || depth === 0) return {}
  const { properties, allOf, $ref } = schema as JsonObject
  const name = typeof $ref === 'string' ? $ref.slice('#/schemas/'.length) : ''
  const named = Object.hasOwn(schemas, name) ? propertiesOf(schemas[name], schemas, depth - 1) : {}
  const parts = Array.isArray(allOf) ? allOf.map((part) => propertiesOf(part, schemas, depth - 1)) : []
  return Object.assign(dict<Json>(), named, ...parts, isJsonObject(properties) ? properties : {})
}
