import { argumentInvalid } from '../../errors/index.ts'
import { inferSchema } from '../../infer/index.ts'
import { dict, type Effect, isJsonObject, type Json, type JsonObject, type Method } from '../../model/index.ts'
import type { DraftOperation } from './draft.ts'

const line = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) +(\/[^\s?#]*)(?:\?([^\s#]*))?$/i

/**
 * `GET /orders/{orderId}?status=open` as an operation: names in the path and the query are its input. Throws
 * `argument-invalid`.
 */
export function draftOperation(text: string): DraftOperation {
  const [, verb = '', path = '', query = ''] = line.exec(text.trim()) ?? []
  if (path === '')
    throw argumentInvalid(`"${text}" is no request.`, { hint: "Write a method and a path: 'GET /orders/{orderId}'." })
  const method = verb.toUpperCase() as Method
  const inPath = [...path.matchAll(/\{([^{}/]*)\}/g)].map(([, name = '']) => name)
  const odd =
    inPath.find((name) => !/^[A-Za-z_]\w*$/.test(name)) ??
    (/[{}]/.test(path.replace(/\{\w+\}/g, '')) ? path : undefined)
  if (odd !== undefined)
    throw argumentInvalid(`"${odd}" can't stand in a path like that.`, {
      hint: 'Write places to fill in as {name}, of letters, digits and _.',
    })
  const given = dict([...new URLSearchParams(query)].map(([name, value]): [string, Json] => [name, plainValue(value)]))
  const properties = dict<Json>([
    ...inPath.map((name) => [name, { type: 'string' }] as const),
    ...Object.entries(given).map(([name, value]) => [name, { type: inferSchema([value]).type ?? 'string' }] as const),
  ])
  return {
    ...named(method, path),
    method,
    path,
    effect: effects[method] ?? 'once',
    given,
    input: {
      ...(inPath.length > 0 && { required: [...new Set(inPath)] }),
      ...(Object.keys(properties).length > 0 && { properties }),
    },
  }
}

/** The operation with the fields of a request body as input too. Throws `argument-invalid`. */
export function withBody(operation: DraftOperation, body: Json): DraftOperation {
  const { properties } = inferSchema([body])
  if (!isJsonObject(body))
    throw argumentInvalid('The sample request is no JSON object.', { hint: 'Its fields become the input.' })
  const own = isJsonObject(operation.input.properties) ? operation.input.properties : {}
  const merged = dict([...Object.entries(isJsonObject(properties) ? properties : {}), ...Object.entries(own)])
  const input: JsonObject = { ...operation.input, properties: merged }
  return { ...operation, input, given: dict([...Object.entries(body), ...Object.entries(operation.given)]) }
}

/** As RFC 9110, section 9.2 has it. */
const effects: Readonly<Partial<Record<Method, Effect>>> = {
  GET: 'read',
  HEAD: 'read',
  OPTIONS: 'read',
  PUT: 'idempotent',
  DELETE: 'idempotent',
}

const verbs: Readonly<Partial<Record<Method, string>>> = {
  POST: 'create',
  PUT: 'replace',
  PATCH: 'update',
  DELETE: 'delete',
}

function named(method: Method, path: string): { readonly id: string; readonly title: string } {
  const segments = path.split('/').filter((segment) => segment !== '')
  const literal = segments.filter((segment) => !segment.includes('{')).at(-1) ?? 'thing'
  const isOne = segments.at(-1)?.includes('{') === true || method === 'POST'
  const words = literal
    .replace(/\.\w+$/, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
  const noun = words.length === 0 ? ['thing'] : isOne ? [...words.slice(0, -1), singular(words.at(-1) ?? '')] : words
  const verb = verbs[method] ?? (isOne || singular(noun.at(-1) ?? '') === noun.at(-1) ? 'get' : 'list')
  return {
    id: verb + noun.map((word) => word[0]?.toUpperCase() + word.slice(1)).join(''),
    title: `${verb[0]?.toUpperCase()}${verb.slice(1)} ${noun.join(' ').toLowerCase()}`,
  }
}

function singular(word: string): string {
  return word
    .replace(/ies$/i, 'y')
    .replace(/(ss|sh|ch|x)es$/i, '$1')
    .replace(/(?<!s|u)s$/i, '')
}

function plainValue(text: string): Json {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return Number(text)
  return text === 'true' || text === 'false' ? text === 'true' : text
}
