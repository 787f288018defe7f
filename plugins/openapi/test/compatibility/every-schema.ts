import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Connector,
  dict,
  type HttpCall,
  isJsonObject,
  type Json,
  type JsonObject,
  type Operation,
  type Schema,
} from '@jackfield/core'
import { openapiEntries, swaggerEntries } from '../../bench/corpus.ts'
import { openapiFormat } from '../../src/index.ts'
import { connectorOf, readJson, readZipped } from './corpus.ts'

/** One of eight, always the same ones; all of them with `WHOLE_CORPUS=1`, which takes minutes. */
export function isPicked(name: string): boolean {
  return process.env.WHOLE_CORPUS === '1' || (createHash('sha256').update(name).digest()[0] ?? 0) % 8 === 0
}

/** The connectors of the corpora, one after the other: published documents, their history, other checkers' cases. */
export async function* everyConnector(corpus: string): AsyncGenerator<readonly [name: string, connector: Connector]> {
  for (const entry of [...openapiEntries(corpus), ...swaggerEntries(corpus)].filter(({ name }) => isPicked(name))) {
    const { connector } = await openapiFormat().read(entry)
    if (connector !== undefined) yield [entry.name, connector]
  }
  const history = join(corpus, 'power-platform/history')
  const pairs = readJson<readonly { readonly old: string; readonly new: string }[]>(history, 'pairs.json')
  for (const blob of new Set(pairs.flatMap((pair) => [pair.old, pair.new])))
    if (isPicked(blob)) yield [blob, await connectorOf(readZipped(history, 'versions', `${blob}.json.gz`))]
  const tools = join(corpus, 'compatibility/openapitools')
  for (const name of readdirSync(tools).filter((file) => file.endsWith('.yaml')))
    if (isPicked(name)) yield [name, await connectorOf(readFileSync(join(tools, name)), name)]
}

type Change = (schema: JsonObject) => Schema

const inside: Readonly<Record<string, 'schema' | 'schemas' | 'named'>> = {
  additionalProperties: 'schema',
  allOf: 'schemas',
  anyOf: 'schemas',
  items: 'schema',
  not: 'schema',
  oneOf: 'schemas',
  prefixItems: 'schemas',
  properties: 'named',
}

/** The connector with every schema changed, from the inside out. */
function withSchemas(connector: Connector, change: Change): Connector {
  const changed = (schema: Schema): Schema => changedSchema(schema, change)
  const operations = Object.entries(connector.operations).map(([id, operation]): readonly [string, Operation] => [
    id,
    {
      ...operation,
      input: changed(operation.input) as JsonObject,
      output: changed(operation.output),
      ...(operation.http !== undefined && { http: withHeaders(operation.http, changed) }),
    },
  ])
  const schemas = Object.entries(connector.schemas).map(([name, schema]) => [name, changed(schema)] as const)
  return { ...connector, operations: dict(operations), schemas: dict(schemas) }
}

function withHeaders({ responses, ...http }: HttpCall, changed: (schema: Schema) => Schema): HttpCall {
  if (responses === undefined) return http
  const all = Object.entries(responses).map(([status, { headers, ...response }]) => {
    const own = Object.entries(headers ?? {}).map(
      ([name, header]) => [name, { ...header, schema: changed(header.schema) }] as const,
    )
    return [status, { ...response, ...(headers !== undefined && { headers: dict(own) }) }] as const
  })
  return { ...http, responses: dict(all) }
}

function changedSchema(schema: Schema, change: Change): Schema {
  if (typeof schema === 'boolean') return schema
  const part = (value: Json): Json => (isJsonObject(value) ? (changedSchema(value, change) as Json) : value)
  const entries = Object.entries(schema).map(([keyword, value]): readonly [string, Json] => {
    const kind = Object.hasOwn(inside, keyword) ? inside[keyword] : undefined
    if (kind === 'schema') return [keyword, part(value)]
    if (kind === 'schemas' && Array.isArray(value)) return [keyword, value.map(part)]
    if (kind === 'named' && isJsonObject(value))
      return [keyword, dict(Object.entries(value).map(([name, one]) => [name, part(one)] as const))]
    return [keyword, value]
  })
  return change(dict(entries))
}

/** Other words everywhere, also in an `allOf`, and the keywords the other way round. */
export function reworded(connector: Connector): Connector {
  return withSchemas({ ...connector, title: 'Other', description: 'Other.' }, (schema) => {
    const others = Object.entries(schema).reverse()
    const words = { title: 'Other', description: 'Other.', examples: ['other'], 'x-other': true, $comment: 'other' }
    return { allOf: [{ description: 'Other.', 'x-part': 1 }], ...words, ...withWordsInAllOf(dict(others)) }
  })
}

function withWordsInAllOf(schema: JsonObject): JsonObject {
  const { title: _title, description: _description, examples: _examples, allOf, ...rest } = schema
  return Array.isArray(allOf) ? { ...rest, allOf: [{ title: 'Other' }, ...allOf] } : rest
}

/** Every named schema under another name, also in what tells alternatives apart. */
export function renamed(connector: Connector): Connector {
  const other = withSchemas(connector, (schema) => ({
    ...schema,
    ...(typeof schema.$ref === 'string' && { $ref: underOtherName(schema.$ref) }),
    ...(isJsonObject(schema.discriminator) && { discriminator: withOtherNames(schema.discriminator) }),
  }))
  return {
    ...other,
    schemas: dict(Object.entries(other.schemas).map(([name, one]) => [`Renamed${name}`, one] as const)),
  }
}

function underOtherName(ref: string): string {
  return ref.replace(/^#\/schemas\//, '#/schemas/Renamed')
}

function withOtherNames(discriminator: JsonObject): JsonObject {
  const { mapping } = discriminator
  if (!isJsonObject(mapping)) return discriminator
  const others = Object.entries(mapping).map(([value, to]) => [value, underOtherName(String(to))] as const)
  return { ...discriminator, mapping: dict<Json>(others) }
}

/** Every reference replaced by what it is to, whose own references stay. */
export function inlined(connector: Connector): Connector {
  return withSchemas(connector, (schema) => {
    if (typeof schema.$ref !== 'string' || !schema.$ref.startsWith('#/schemas/')) return schema
    const name = decodeURIComponent(schema.$ref.slice(10)).replaceAll('~1', '/').replaceAll('~0', '~')
    const { $ref: _ref, ...beside } = schema
    const target = connector.schemas[name]
    if (target === undefined || Object.keys(beside).some((keyword) => keyword !== 'description')) return schema
    return typeof target === 'boolean' ? target : { ...target, ...beside }
  })
}
