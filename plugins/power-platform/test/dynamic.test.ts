import type { JsonObject } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { powerPlatformFormat } from '../src/index.ts'
import { drop, line, swagger } from './harness.ts'

const answer = { 200: { description: 'OK', schema: { type: 'object' } } }
const anything = (): { json: JsonObject } => ({ json: {} })

describe('dynamic values and schemas', () => {
  const boards = {
    '/boards': {
      get: {
        operationId: 'listBoards',
        parameters: [{ name: 'team', in: 'query', type: 'string' }],
        responses: {
          200: {
            description: 'OK',
            schema: {
              type: 'object',
              properties: {
                data: {
                  type: 'object',
                  properties: {
                    boards: {
                      type: 'array',
                      items: { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  }
  const fields = {
    '/fields': {
      post: {
        operationId: 'describeBoard',
        parameters: [{ name: 'board', in: 'query', type: 'string' }],
        responses: { 200: { description: 'OK', schema: { type: 'object' } } },
      },
    },
  }
  const schema = {
    type: 'object',
    properties: {
      board: {
        type: 'string',
        'x-ms-dynamic-list': {
          operationId: 'listBoards',
          itemsPath: 'data/boards',
          itemValuePath: 'id',
          itemTitlePath: 'name',
          parameters: { team: { parameterReference: 'team' } },
        },
      },
      fields: {
        type: 'object',
        'x-ms-dynamic-properties': {
          operationId: 'describeBoard',
          itemValuePath: 'schema',
          parameters: { board: { parameterReference: 'body/board' } },
        },
      },
    },
  }
  const values = {
    operationId: 'listBoards',
    'value-collection': 'data/boards',
    'value-path': 'id',
    'value-title': 'name',
    parameters: { team: 'red' },
  }
  const make = {
    '/make': {
      post: {
        operationId: 'make',
        parameters: [
          { name: 'team', in: 'query', type: 'string' },
          { name: 'other', in: 'query', type: 'string', 'x-ms-dynamic-values': values },
          {
            name: 'broken',
            in: 'query',
            type: 'string',
            'x-ms-dynamic-values': { operationId: 'no', 'value-path': 'id' },
          },
          { name: 'body', in: 'body', schema },
        ],
        responses: answer,
      },
    },
  }
  const definition = swagger({ ...boards, ...fields, ...make })
  const routes = {
    'GET /v1/boards': ({ query }: { query: URLSearchParams }) => ({
      json: { data: { boards: [{ id: `b-${query.get('team')}`, name: 'Board' }] } },
    }),
    'POST /v1/fields': ({ query }: { query: URLSearchParams }) => ({
      json: { schema: { type: 'object', required: ['of'], properties: { of: { const: query.get('board') } } } },
    }),
  }

  it('are asked with what is filled in', async () => {
    await using sample = await drop({ definition }, { routes })
    const ask = { organisation: 'test', operation: 'sample.make' } as const
    const { catalogue } = sample.kernel
    const input = { team: 'blue', body: { board: 'b-1' } }
    expect((await catalogue.options({ ...ask, field: '/body/board', input })).options).toEqual([
      { value: 'b-blue', label: 'Board' },
    ])
    expect((await catalogue.options({ ...ask, field: '/other', input })).options).toEqual([
      { value: 'b-red', label: 'Board' },
    ])
    await expect(catalogue.options({ ...ask, field: '/broken', input })).rejects.toMatchObject({
      code: 'argument-invalid',
    })
    const { said } = await catalogue.schema({ ...ask, input })
    expect(said.input).toEqual({
      properties: {
        body: { properties: { fields: { type: 'object', required: ['of'], properties: { of: { const: 'b-1' } } } } },
      },
    })
  })
})

describe('what does not fit', () => {
  const query = (name: string, more: JsonObject): JsonObject => ({ name, in: 'query', type: 'string', ...more })
  const values = (operationId: string): JsonObject => ({ operationId, 'value-path': 'id', 'value-title': 'name' })
  const items = { type: 'array', items: { type: 'object', properties: { id: {}, name: {} } } }
  const list = { get: { operationId: 'list', responses: { 200: { description: 'OK', schema: items } } } }
  const describing = { get: { operationId: 'describe', responses: answer } }
  const remove = { delete: { operationId: 'remove', responses: answer } }
  const parameters = [
    query('gone', { 'x-ms-dynamic-values': values('no') }),
    query('picked', { 'x-ms-dynamic-values': { capability: 'file-picker' } }),
    query('removed', { 'x-ms-dynamic-values': values('remove') }),
    query('fits', { 'x-ms-dynamic-values': values('list') }),
    {
      name: 'body',
      in: 'body',
      schema: {
        type: 'object',
        properties: Object.fromEntries(
          ['a', 'b'].map((name) => [
            name,
            { type: 'object', 'x-ms-dynamic-schema': { operationId: 'describe', 'value-path': 'schema' } },
          ]),
        ),
      },
    },
  ]
  const paths = {
    '/make': { post: { operationId: 'make', parameters, responses: answer } },
    '/a': { ...list, ...remove },
    '/b': describing,
  }

  it('is left out with a warning at its place, and the operation runs', async () => {
    const definition = JSON.stringify(swagger(paths), undefined, 1)
    const path = 'apiDefinition.swagger.json'
    const files = [{ path, bytes: new TextEncoder().encode(definition) }]
    const { connector, problems } = await powerPlatformFormat().read({
      name: 'sample',
      path: 'sample',
      kind: 'folder',
      files,
    })
    const left = problems.filter(({ code }) => code === 'dynamic-left-out')
    const at = '/paths/~1make/post/parameters'
    expect(left.map(({ pointer }) => pointer).sort()).toEqual([
      `${at}/0/x-ms-dynamic-values`,
      `${at}/1/x-ms-dynamic-values`,
      `${at}/2/x-ms-dynamic-values`,
      `${at}/4/schema/properties/b/x-ms-dynamic-schema`,
    ])
    const lines = definition.split('\n')
    for (const { severity, line: number = 0 } of left) {
      expect(severity).toBe('warning')
      expect(lines[number - 1]).toContain('x-ms-dynamic')
    }
    expect(Object.keys(connector?.operations.make?.options ?? {})).toEqual(['/fits'])
    await using sample = await drop({ definition: swagger(paths) }, { routes: { 'POST /v1/make': anything } })
    await sample.invoke('make', { gone: 'g' })
    expect(sample.service.requests.map(line)).toEqual(['POST /v1/make?gone=g'])
  })
})
