import type { Connector, Json, JsonObject } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { swagger } from './harness.ts'
import { read } from './read-folder.ts'

const internal = (value: string): JsonObject => ({ type: 'string', default: value, 'x-ms-visibility': 'internal' })
const url: JsonObject = { type: 'string', 'x-ms-notification-url': true, 'x-ms-visibility': 'internal' }

const parameters = (properties: JsonObject): JsonObject[] => [
  { name: 'body', in: 'body', required: true, schema: { type: 'object', required: ['region', 'deep'], properties } },
]
const responses = { 200: { description: 'OK' } }

const hidden: JsonObject = {
  region: internal('eu'),
  kind: internal('all'),
  deep: { type: 'object', properties: { one: internal('1'), two: internal('2') } },
}

const definition = (properties: JsonObject): JsonObject =>
  swagger({
    '/hooks': {
      'x-ms-notification-content': { schema: { type: 'object', properties: { id: { type: 'string' } } } },
      post: {
        operationId: 'hook',
        'x-ms-trigger': 'single',
        parameters: parameters({ ...properties, url, again: { type: 'object', properties: { url } } }),
        responses: { 201: { description: 'Created' } },
      },
    },
    '/things': { post: { operationId: 'put', parameters: parameters(properties), responses } },
  })

async function connectorOf(document: Json): Promise<Connector | undefined> {
  const { connector } = await read({ 'apiDefinition.swagger.json': JSON.stringify(document) })
  return connector
}

/** The keys of every object, and of none of the lists, the other way round. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value as JsonObject).reverse()
  return Object.fromEntries(entries.map(([name, inner]) => [name, reversed(inner as Json)]))
}

describe('the order of the keys of an object', () => {
  it('makes no other connector', async () => {
    const written = await connectorOf(definition(hidden))
    expect(Object.keys(written?.operations ?? {}).sort()).toEqual(['hook', 'put'])
    expect(await connectorOf(reversed(definition(hidden)))).toEqual(written)
  })

  it('is all that makes none: another value that nobody is asked for does', async () => {
    const other = reversed(definition({ ...hidden, kind: internal('some') }))
    expect(await connectorOf(other)).not.toEqual(await connectorOf(definition(hidden)))
  })
})
