import type { JsonObject } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { drop, line, policy, swagger } from './harness.ts'

const answer = { 200: { description: 'OK', schema: { type: 'object' } } }
const anything = (): { json: JsonObject } => ({ json: {} })

describe('x-ms-visibility', () => {
  it('sends what nobody is asked for, however deep it stands', async () => {
    const body = {
      type: 'object',
      required: ['fixed', 'inner'],
      properties: {
        fixed: { type: 'string', default: 'f', 'x-ms-visibility': 'internal' },
        name: { type: 'string' },
        inner: { type: 'object', properties: { kind: { type: 'integer', default: 2, 'x-ms-visibility': 'internal' } } },
        optional: {
          type: 'object',
          properties: { on: { type: 'boolean', default: true, 'x-ms-visibility': 'internal' } },
        },
        rows: { type: 'array', items: { $ref: '#/definitions/Row' } },
      },
    }
    const Row = {
      type: 'object',
      required: ['type', 'n'],
      properties: { type: { type: 'string', default: 'row', 'x-ms-visibility': 'internal' }, n: { type: 'integer' } },
    }
    const parameters = [
      { name: 'v', in: 'query', type: 'string', required: true, default: '2', 'x-ms-visibility': 'internal' },
      { name: 'X-Kind', in: 'header', type: 'integer', required: true, default: 7, 'x-ms-visibility': 'internal' },
      { name: 'hidden', in: 'query', type: 'string', 'x-ms-visibility': 'internal' },
      { name: 'seen', in: 'query', type: 'string', 'x-ms-visibility': 'advanced' },
      { name: 'body', in: 'body', required: true, schema: body },
    ]
    const paths = {
      '/things/{api}': {
        post: {
          operationId: 'make',
          parameters: [
            ...parameters,
            { name: 'api', in: 'path', required: true, type: 'string', default: 'a', 'x-ms-visibility': 'internal' },
          ],
          responses: answer,
        },
      },
    }
    await using sample = await drop(
      { definition: swagger(paths, { definitions: { Row } }) },
      { routes: { 'POST /v1/things/a': anything } },
    )
    await sample.invoke('make', { seen: 's', body: { name: 'n', inner: {}, rows: [{ n: 1 }, { n: 2 }] } })
    const [request] = sample.service.requests
    expect(request && line(request)).toBe('POST /v1/things/a?v=2&seen=s')
    expect(request?.headers['x-kind']).toBe('7')
    expect(request?.json()).toEqual({
      fixed: 'f',
      name: 'n',
      inner: { kind: 2 },
      rows: [
        { type: 'row', n: 1 },
        { type: 'row', n: 2 },
      ],
    })
  })

  it('says what of operations is shown', async () => {
    const paths = Object.fromEntries(
      ['internal', 'advanced', 'important'].map((visibility) => [
        `/${visibility}`,
        { get: { operationId: visibility, 'x-ms-visibility': visibility, responses: answer } },
      ]),
    )
    await using sample = await drop({ definition: swagger(paths) }, { routes: { 'GET /v1/internal': anything } })
    const find = (id: string) => sample.kernel.catalogue.operation({ organisation: 'test', operation: `sample.${id}` })
    expect((await find('advanced'))?.visibility).toBe('advanced')
    expect((await find('important'))?.visibility).toBe('public')
    expect(await find('internal')).toBeUndefined()
    await sample.invoke('internal')
  })
})

describe('x-ms-summary', () => {
  it('is a title', async () => {
    const parameters = [
      { name: 'q', in: 'query', type: 'string', 'x-ms-summary': 'What to look for', description: 'Words' },
      {
        name: 'body',
        in: 'body',
        schema: { type: 'object', properties: { n: { type: 'integer', 'x-ms-summary': 'Number' } } },
      },
    ]
    const paths = { '/find': { post: { operationId: 'find', summary: 'Find things', parameters, responses: answer } } }
    await using sample = await drop({ definition: swagger(paths) })
    const found = await sample.kernel.catalogue.operation({ organisation: 'test', operation: 'sample.find' })
    expect(found).toMatchObject({
      title: 'Find things',
      input: {
        properties: {
          q: { title: 'What to look for', description: 'Words' },
          body: { properties: { n: { title: 'Number' } } },
        },
      },
    })
  })
})

describe('x-ms-pageable and updatenextlink', () => {
  it('lead from page to page', async () => {
    const schema = {
      type: 'object',
      properties: { value: { type: 'array', items: { type: 'integer' } }, nextLink: { type: 'string' } },
    }
    const list = (operationId: string, more: JsonObject = {}): JsonObject => ({
      get: { operationId, responses: { 200: { description: 'OK', schema } }, ...more },
    })
    const paths = {
      '/a': list('byWord', { 'x-ms-pageable': { nextLinkName: 'nextLink' } }),
      '/b': list('byPolicy'),
      '/c': list('byNothing', { 'x-ms-pageable': { nextLinkName: 'no' } }),
    }
    const policies = [policy('updatenextlink', { nextLinkPropertyName: 'nextLink' }, { operations: ['byPolicy'] })]
    const properties = { connectionParameters: {}, policyTemplateInstances: policies }
    const page = ({ query, path }: { query: URLSearchParams; path: string }): { json: JsonObject } =>
      query.has('page')
        ? { json: { value: [2] } }
        : { json: { value: [1], nextLink: `https://api.example.com${path}?page=2` } }
    await using sample = await drop({ definition: swagger(paths), properties }, { routes: { 'GET /v1/{a}': page } })
    for (const operation of ['byWord', 'byPolicy']) {
      const pages: unknown[] = []
      const call = { organisation: 'test', input: {} }
      for await (const each of sample.kernel.invoke(`sample.${operation}`, call)) pages.push(each)
      expect(pages).toEqual([{ value: [1], nextLink: expect.any(String) }, { value: [2] }])
    }
    await sample.invoke('byNothing')
  })
})

describe('setvaluefromurl', () => {
  const named = (name: string, place: string): JsonObject => ({
    name,
    in: place,
    required: place === 'path',
    type: 'string',
  })
  const change = (operationId: string): JsonObject => ({
    patch: {
      operationId,
      parameters: [named('id', 'path'), named('If-Match', 'header'), named('v', 'query')],
      responses: answer,
    },
  })
  const paths = { '/tasks/{id}/a': change('a'), '/tasks/{id}/b': change('b'), '/tasks/{id}/c': change('c') }
  const from = (operation: string, parameterTemplate: string, parameterValuePathTemplate: string): JsonObject =>
    policy(
      'SetValueFromUrl',
      { parameterTemplate, httpMethod: 'GET', parameterValueUrl: '/tasks/{id}', parameterValuePathTemplate },
      { operations: [operation], section: 'Request' },
    )
  const secured = { securityDefinitions: { api_key: { type: 'apiKey', in: 'header', name: 'X-Key' } } }
  const properties = {
    connectionParameters: { api_key: { type: 'securestring', uiDefinition: { constraints: { required: 'true' } } } },
    policyTemplateInstances: [
      from('a', "@headers('If-Match')", "@body()['@odata.etag']"),
      from('b', "@queryParameters('v')", '@body().versions[0]'),
      from('c', "@headers('If-Match')", '@body().nothing'),
    ],
  }

  it('asks the service first, signed, and sends what it answers', async () => {
    const routes = {
      'GET /v1/tasks/{id}': { json: { '@odata.etag': 'W/"1"', versions: ['v 7'] } },
      'PATCH /v1/tasks/{id}/{part}': anything,
    }
    const connection = { credentials: { key: 'k-1' } }
    await using sample = await drop({ definition: swagger(paths, secured), properties }, { routes, connection })
    await sample.invoke('a', { id: 't/1' })
    expect(sample.service.requests.map(line)).toEqual(['GET /v1/tasks/t%2F1', 'PATCH /v1/tasks/t%2F1/a'])
    expect(sample.service.requests.map(({ headers }) => headers['x-key'])).toEqual(['k-1', 'k-1'])
    expect(sample.service.requests[1]?.headers['if-match']).toBe('W/"1"')
    await sample.invoke('b', { id: '2' })
    expect(sample.service.requests.at(-1)?.query.get('v')).toBe('v 7')
    await expect(sample.invoke('c', { id: '3' })).rejects.toMatchObject({ code: 'policy-failed' })
    expect(sample.service.requests.map(line)).not.toContain('PATCH /v1/tasks/3/c')
  })
})

describe('script.csx', () => {
  const paths = {
    '/a': { get: { operationId: 'a', responses: answer } },
    '/b': { get: { operationId: 'b', responses: answer } },
  }
  it('serves the operations that are named, and the others run', async () => {
    const files = { definition: swagger(paths), properties: { connectionParameters: {}, scriptOperations: ['a'] } }
    await using sample = await drop(files, { routes: { 'GET /v1/b': anything } })
    await sample.invoke('b')
    await expect(sample.invoke('a')).rejects.toMatchObject({ code: 'operation-unavailable' })
    const found = await sample.kernel.catalogue.operation({ organisation: 'test', operation: 'sample.a' })
    expect(found?.unavailable?.feature).toBe('script')
  })

  it('serves all of them where none is named', async () => {
    await using sample = await drop({
      definition: swagger(paths),
      properties: { connectionParameters: {}, scriptOperations: [] },
    })
    await expect(sample.invoke('a')).rejects.toMatchObject({ code: 'operation-unavailable' })
    await expect(sample.invoke('b')).rejects.toMatchObject({ code: 'operation-unavailable' })
  })
})
