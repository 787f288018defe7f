import type { Change, Connector, Json, JsonObject } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { diffConnectors } from '../../../../core/src/diff/index.ts'
import { openapiFormat } from '../../src/index.ts'

async function read(document: JsonObject): Promise<Connector> {
  const files = [{ path: 'shop.json', bytes: new TextEncoder().encode(JSON.stringify(document)) }]
  const { connector, problems } = await openapiFormat().read({
    name: 'shop.json',
    path: 'shop.json',
    kind: 'file',
    files,
  })
  if (connector === undefined) throw new Error(JSON.stringify(problems))
  return connector
}

const shop = (operation: JsonObject): JsonObject => ({
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: 'https://shop.example.com' }],
  paths: { '/orders': { post: { operationId: 'order', ...operation } } },
})
const answering = (content: JsonObject, more: JsonObject = {}): JsonObject =>
  shop({ responses: { 200: { description: 'OK', content }, ...more } })
const taking = (content: JsonObject): JsonObject =>
  shop({ requestBody: { content }, responses: { 200: { description: 'OK' } } })
const text = { schema: { type: 'string' } }
const order = { schema: { type: 'object', properties: { id: { type: 'string' } } } }

/** With the keys of every object the other way round. */
function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, turned(inner)]),
  )
}

async function changes(base: JsonObject, revision: JsonObject): Promise<readonly Change[]> {
  return diffConnectors(await read(base), await read(revision))
}

const kinds = async (base: JsonObject, revision: JsonObject): Promise<readonly string[]> =>
  (await changes(base, revision)).map(({ kind, level }) => `${level} ${kind}`)

const swagger = (produces: readonly string[], consumes: readonly string[]): JsonObject => ({
  swagger: '2.0',
  info: { title: 'Shop', version: '1' },
  host: 'shop.example.com',
  paths: {
    '/orders': {
      post: {
        operationId: 'order',
        produces,
        consumes,
        parameters: [{ name: 'order', in: 'body', schema: order.schema }],
        responses: { 200: { description: 'OK', schema: order.schema } },
      },
    },
  },
})

describe('the order of media types', () => {
  it.each([
    ['of JSON', { 'application/json': order, 'text/json': text }],
    ['of suffixes', { 'application/vnd.b+json': order, 'application/vnd.a+json': text }],
    ['with parameters', { 'application/json': order, 'application/json; charset=utf-8': text }],
    ['of XML', { 'text/xml': order, 'application/xml': order }],
    ['of files', { 'image/png': {}, 'application/pdf': {} }],
    ['of text', { 'text/html': text, 'text/plain': text, 'text/csv': text }],
    ['of kinds', { 'text/plain': text, 'application/xml': order, '*/*': order }],
  ])('is no change: %s', async (_name, content) => {
    expect(await kinds(answering(content), turned(answering(content)) as JsonObject)).toEqual([])
    expect(await kinds(taking(content), turned(taking(content)) as JsonObject)).toEqual([])
  })

  it('is no change in a list', async () => {
    const [json, xml] = [
      ['text/json', 'application/json'],
      ['text/xml', 'application/xml'],
    ]
    expect(await kinds(swagger(json, xml), swagger(json.toReversed(), xml.toReversed()))).toEqual([])
    expect(await kinds(swagger(json, xml), swagger(xml, json))).not.toEqual([])
  })

  it('lets the usual one stay what is asked for when others come', async () => {
    const both = answering({ 'text/json': text, 'application/json': order })
    expect(await kinds(answering({ 'application/json': order }), both)).toEqual(['safe response.media-offered'])
    expect(await kinds(both, answering({ 'text/json': text }))).toContain('risky response.media')
  })
})

describe('a success without a body', () => {
  const created = { 201: { description: 'Created' } }
  const content = { 'application/json': order }

  it('is told of where others have one', async () => {
    const [change, ...more] = await changes(answering(content), answering(content, created))
    expect([change?.kind, change?.level, change?.message, more.length]).toEqual([
      'response.status',
      'risky',
      'A success may be answered with status 201, too, without a body.',
      0,
    ])
    const withBody = { 201: { description: 'Created', content } }
    expect(await kinds(answering(content), answering(content, withBody))).toEqual(['safe response.status'])
    expect(await kinds(answering(content, withBody), answering(content, created))).toEqual(['risky response.status'])
    expect(await kinds(answering({}), answering({}, created))).toEqual(['safe response.status'])
  })
})

describe('a success with a body that is not asked for', () => {
  const content = { 'application/json': order }
  const listed = (type: string) => ({ 201: { description: 'Created', content: { [type]: text } } })

  it('is told of, alone and in place of one that is', async () => {
    const [change] = await changes(answering(content), answering(content, listed('text/csv')))
    expect([change?.kind, change?.level, change?.message]).toEqual([
      'response.status',
      'risky',
      'A success may be answered with status 201, too, as text/csv alone.',
    ])
    const before = answering(content, { 201: { description: 'Created', content } })
    expect(await kinds(before, answering(content, listed('image/png')))).toContain('risky response.status')
  })

  it('is one that can be read where it is another kind of the same', async () => {
    expect(await kinds(answering(content), answering(content, listed('application/hal+json')))).toContain(
      'safe response.status',
    )
  })
})

describe('a document that says at its end what it is', () => {
  it.each(['openapi', 'swagger'])('is one: %s', async (key) => {
    const description = `"${key}": of course. `.repeat(10_000)
    const whole = key === 'openapi' ? shop({ responses: {} }) : swagger([], [])
    const { [key]: said, ...rest } = whole
    const { operations } = await read({
      tags: [{ name: key, description }],
      [`x-${key}`]: key,
      ...rest,
      [key]: said ?? '',
    })
    expect(Object.keys(operations)).toEqual(['order'])
  })
})
