import type { Connector, HttpCall, Json, JsonObject, Operation, Parameter } from '@jackfield/core'
import { createShapes, type SchemaNode, type Shapes } from '../../../../../core/src/diff/index.ts'
import type { Interaction } from './read-pact.ts'

/**
 * The input that a flow would supply for an interaction: texts of the request as the values that they were written
 * from. Query parameters and headers (`X-…`) that the operation does not declare stand under their own names; any other
 * header is the transport's, and what a security scheme says is the connection's.
 */
export function inputOf({ query, headers, path, body }: Interaction, operation: Operation, of: Connector): JsonObject {
  const http = operation.http as HttpCall
  const shapes = createShapes(of)
  const input = shapes.shape(shapes.node(operation.input))
  const left = { query: new Map(query), headers: new Map(headers), path: namesIn(http.path, path) }
  const values: Record<string, Json> = {}
  for (const parameter of http.parameters) {
    const name = inputName(parameter.value)
    const node = name === undefined || input.kind === 'union' ? undefined : input.properties.get(name)
    const taken = node === undefined ? undefined : take(parameter, left)
    if (name === undefined || node === undefined || taken === undefined) continue
    const written = Array.isArray(taken) ? listed(taken, node, { parameter, shapes }) : taken
    values[name] = unwritten(written, node, shapes)
  }
  for (const scheme of Object.values(of.securitySchemes))
    if (scheme.type === 'apiKey' && scheme.in !== 'cookie')
      left[scheme.in === 'query' ? 'query' : 'headers'].delete(
        scheme.in === 'query' ? scheme.name : scheme.name.toLowerCase(),
      )
  for (const [name, [text = '']] of left.query) values[name] = text
  for (const [name, text] of left.headers) if (name.startsWith('x-')) values[name] = text
  return { ...values, ...bodyInput(http, body.value) }
}

function inputName(value: Parameter['value']): string | undefined {
  return value.kind === 'value' && value.from.root === 'input' ? value.from.path[0] : undefined
}

interface Left {
  readonly query: Map<string, readonly string[]>
  readonly headers: Map<string, string>
  readonly path: ReadonlyMap<string, string>
}

/** What the request has for a parameter, taken out of what is left. */
function take({ name, in: place, style }: Parameter, { query, headers, path }: Left): Json | undefined {
  if (place === 'query' && style === 'deepObject') return deepObject(name, query)
  const texts =
    place === 'query'
      ? query.get(name)
      : [place === 'header' ? headers.get(name.toLowerCase()) : path.get(name)].filter((text) => text !== undefined)
  if (place === 'query') query.delete(name)
  if (place === 'header') headers.delete(name.toLowerCase())
  return texts === undefined || texts.length === 0 ? undefined : [...texts]
}

/** `person[address][city]=…` */
function deepObject(name: string, query: Map<string, readonly string[]>): Json | undefined {
  const object: Record<string, Json> = {}
  for (const [key, [text = '']] of [...query]) {
    const names = [...key.slice(name.length).matchAll(/\[([^\]]*)\]/g)].map(([, inner]) => inner ?? '')
    if (!key.startsWith(`${name}[`)) continue
    query.delete(key)
    const last = names.pop() ?? ''
    let at = object
    for (const inner of names) {
      const next = (at[inner] ?? {}) as Record<string, Json>
      at[inner] = next
      at = next
    }
    at[last] = text
  }
  return Object.keys(object).length === 0 ? undefined : object
}

function namesIn(template: string, path: string): ReadonlyMap<string, string> {
  const names = [...template.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? '')
  const match = patternOf(template).exec(path)
  return new Map(names.map((name, index) => [name, decodeURIComponent(match?.[index + 1] ?? '')]))
}

/** Of a path template; a base path may stand before it. */
export function patternOf(template: string): RegExp {
  const parts = template.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('([^/]+)')}$`)
}

interface Reading {
  readonly parameter: Parameter
  readonly shapes: Shapes
}

const separators: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|', tabDelimited: '\t' }

/** Several texts are an array, whatever is declared. */
function listed(texts: readonly Json[], node: SchemaNode, { parameter, shapes }: Reading): Json {
  const { style, explode = parameter.in === 'query' } = parameter
  const separator = separators[style ?? ''] ?? (explode ? undefined : ',')
  const [first = '', ...others] = texts
  const { types } = shapes.shape(node)
  if (types.size === 1 && types.has('object')) return pairsIn(String(first))
  if (!types.has('array')) return others.length > 0 ? [...texts] : first
  return separator === undefined ? [...texts] : texts.flatMap((text) => String(text).split(separator))
}

/** `a=1,b=2`, or `a,1,b,2` (OpenAPI 3.1, style `simple`). */
function pairsIn(text: string): JsonObject {
  const parts = text.split(',')
  const pairs = text.includes('=')
    ? parts.map((part) => part.split('='))
    : parts.flatMap((name, index) => (index % 2 === 0 ? [[name, parts[index + 1] ?? '']] : []))
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]))
}

/** As the schema takes it, if the text can be written from such a value. */
function unwritten(value: Json, node: SchemaNode, shapes: Shapes): Json {
  const shape = shapes.shape(node)
  const inside = shape.kind === 'plain' ? shape : undefined
  if (Array.isArray(value))
    return value.map((one: Json) => (inside === undefined ? one : unwritten(one, inside.items, shapes)))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value as JsonObject).map(([name, part]) => {
        const property = inside?.properties.get(name)
        return [name, property === undefined ? part : unwritten(part, property, shapes)]
      }),
    )
  const text = String(value)
  if (shape.types.has('string')) return text
  if (shape.types.has('integer') && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
  return shape.types.has('boolean') && (text === 'true' || text === 'false') ? text === 'true' : text
}

/** Where a body comes from; several inputs make a form. */
export function bodyName({ body }: HttpCall): string | undefined {
  return body === undefined ? 'body' : inputName(body.value)
}

function bodyInput(http: HttpCall, value: Json | undefined): JsonObject {
  if (value === undefined) return {}
  const name = bodyName(http)
  return name === undefined ? (value as JsonObject) : { [name]: value }
}
