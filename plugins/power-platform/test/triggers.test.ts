import { setTimeout as sleep } from 'node:timers/promises'
import type { JsonObject } from '@jackfield/core'
import type { FakeAnswer, FakeRequest } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { drop, line, policy, swagger } from './harness.ts'
import { pollingCases } from './policy-cases/polling-cases.ts'

const item: JsonObject = { type: 'object', properties: { id: { type: 'string' }, at: { type: 'string' } } }
const list: JsonObject = { type: 'array', items: item }

function polled(schema: JsonObject, more: JsonObject = {}): JsonObject {
  return swagger({
    '/files': {
      get: {
        operationId: 'onFile',
        'x-ms-trigger': 'batch',
        parameters: [{ name: 'folder', in: 'query', type: 'string' }],
        responses: { 200: { description: 'OK', schema }, 202: { description: 'Nothing new' } },
        ...more,
      },
    },
  })
}

const data = (events: readonly { readonly data: unknown }[]): unknown[] => events.map((event) => event.data)

describe('a trigger that is polled', () => {
  it.each<[string, JsonObject, (items: readonly JsonObject[]) => FakeAnswer['json']]>([
    ['of a list', list, (items) => items],
    [
      'of the one list of an answer',
      { type: 'object', properties: { count: { type: 'integer' }, files: list } },
      (files) => ({ files }),
    ],
    [
      'of the list that is called value',
      { type: 'object', properties: { errors: list, value: list } },
      (value) => ({ value, errors: [] }),
    ],
  ])('follows the Location of its answers, %s', async (_name, schema, wrapped) => {
    let answer: FakeAnswer = { status: 202, headers: { location: '/v1/files?folder=a&since=1', 'retry-after': '15' } }
    const routes = { 'GET /v1/files': () => answer }
    await using sample = await drop({ definition: polled(schema) }, { routes })
    const listener = await sample.listen('onFile', { folder: 'a' })
    answer = { json: wrapped([{ id: '1' }, { id: '2' }]) ?? null, headers: { location: '/v1/files?folder=a&since=2' } }
    expect(data(await listener.poll())).toEqual([{ id: '1' }, { id: '2' }])
    answer = { json: wrapped([{ id: '2' }, { id: '3' }]) ?? null }
    expect(data(await listener.poll())).toEqual([{ id: '3' }])
    expect([...new Set(sample.service.requests.map(line))]).toEqual([
      'GET /v1/files?folder=a',
      'GET /v1/files?folder=a&since=1',
      'GET /v1/files?folder=a&since=2',
    ])
  })

  it('gives one item where it is single', async () => {
    let answer: FakeAnswer = { status: 202 }
    await using sample = await drop(
      { definition: polled(item, { 'x-ms-trigger': 'single' }) },
      { routes: { 'GET /v1/files': () => answer } },
    )
    const listener = await sample.listen('onFile')
    answer = { json: { id: '1' } }
    expect(data(await listener.poll())).toEqual([{ id: '1' }])
    expect(await listener.poll()).toEqual([])
  })

  it.each([...pollingCases])('asks what its policy says, %s', async (_name, triggerConfig, query) => {
    let answer: FakeAnswer = { json: { now: 'n0', files: [] } }
    const schema: JsonObject = { type: 'object', properties: { now: { type: 'string' }, files: list } }
    const policies = [
      policy('PollingTrigger', { triggerConfig, triggerDataPath: '@triggerBody().files' }, { operations: ['onFile'] }),
    ]
    await using sample = await drop(
      { definition: polled(schema), properties: { connectionParameters: {}, policyTemplateInstances: policies } },
      { routes: { 'GET /v1/files': () => answer } },
    )
    const listener = await sample.listen('onFile', { folder: 'a' })
    answer = {
      json: {
        now: 'n1',
        files: [
          { id: '2', at: 't2' },
          { id: '1', at: 't1' },
        ],
      },
    }
    expect(data(await listener.poll())).toHaveLength(2)
    answer = { json: { now: 'n1', files: [] } }
    sample.service.clear()
    expect(await listener.poll()).toEqual([])
    expect(sample.service.requests.map(line)).toEqual([`GET /v1/files?folder=a&${query}`])
  })
})

const pageNames: readonly (readonly [string, JsonObject, string])[] = [
  ['by default', {}, '@odata.nextLink'],
  ['as its policy says', { 'x-ms-triggerConfig-nextLink': 'more' }, 'more'],
]

describe('a trigger with pages', () => {
  it.each(pageNames)('is read to its end, and asks next what follows from the first: %s', async (_name, said, link) => {
    const [far, near] = [
      { id: '2', at: 't2' },
      { id: '1', at: 't1' },
    ]
    const last = { files: [near], [link]: null }
    const pages: Record<string, JsonObject> = {
      '': { files: [], [link]: null },
      'after=t2': { files: [] },
      'page=2': last,
    }
    await using sample = await drop(
      {
        definition: polled({ type: 'object', properties: { files: list } }),
        properties: {
          connectionParameters: {},
          policyTemplateInstances: [
            policy(
              'pollingtrigger',
              {
                triggerConfig: { after: '@{triggerBody().files[0].at}', ...said },
                triggerDataPath: '@triggerBody().files',
              },
              { operations: ['onFile'] },
            ),
          ],
        },
      },
      { routes: { 'GET /v1/files': ({ query }) => ({ json: pages[decodeURIComponent(String(query))] ?? {} }) } },
    )
    const listener = await sample.listen('onFile')
    sample.service.clear()
    pages[''] = { files: [far], [link]: 'https://api.example.com/v1/files?page=2' }
    expect(data(await listener.poll())).toEqual([far, near])
    expect(await listener.poll()).toEqual([])
    expect(sample.service.requests.map(line)).toEqual([
      'GET /v1/files',
      'GET /v1/files?page=2',
      'GET /v1/files?after=t2',
    ])
  })
})

function subscribed(parameters: readonly JsonObject[], more: JsonObject = {}): JsonObject {
  return swagger(
    {
      '/hooks': {
        'x-ms-notification-content': { description: 'Details', schema: item },
        post: {
          operationId: 'onEvent',
          summary: 'When something happens',
          'x-ms-trigger': 'single',
          parameters,
          responses: { 201: { description: 'Created' } },
        },
      },
      '/hooks/{id}': {
        delete: {
          operationId: 'unhook',
          'x-ms-visibility': 'internal',
          parameters: [{ name: 'id', in: 'path', required: true, type: 'string' }],
          responses: { 200: { description: 'OK' } },
        },
      },
    },
    more,
  )
}

const nested = {
  name: 'body',
  in: 'body',
  required: true,
  schema: {
    type: 'object',
    required: ['config'],
    properties: {
      kind: { type: 'string', default: 'all', 'x-ms-visibility': 'internal' },
      board: { type: 'string' },
      config: {
        type: 'object',
        required: ['target_url'],
        properties: { target_url: { type: 'string', 'x-ms-notification-url': true, 'x-ms-visibility': 'internal' } },
      },
    },
  },
}

describe('a trigger that the service calls', () => {
  it.each<[string, JsonObject, JsonObject, (request: FakeRequest, url: string) => void]>([
    [
      'in its body',
      nested,
      { body: { board: 'b' } },
      (request, url) => expect(request.json()).toEqual({ board: 'b', config: { target_url: url }, kind: 'all' }),
    ],
    [
      'behind a reference',
      { name: 'body', in: 'body', schema: { $ref: '#/definitions/Hook' } },
      { body: { board: 'b' } },
      (request, url) => expect(request.json()).toEqual({ board: 'b', url }),
    ],
    [
      'in its query',
      { name: 'callback', in: 'query', type: 'string', required: true, 'x-ms-notification-url': true },
      {},
      (request, url) => expect(request.query.get('callback')).toBe(url),
    ],
  ])('is subscribed with the URL %s, and ended where the answer said', async (_name, parameter, input, check) => {
    const definitions: JsonObject = {
      Hook: {
        type: 'object',
        properties: { board: { type: 'string' }, url: { type: 'string', 'x-ms-notification-url': 'true' } },
      },
    }
    const routes = {
      'POST /v1/hooks': { status: 201, headers: { location: 'https://api.example.com/v1/hooks/7' } },
      'DELETE /v1/hooks/{id}': { status: 200 },
    }
    await using sample = await drop({ definition: subscribed([parameter], { definitions }) }, { routes })
    const listener = await sample.listen('onEvent', input)
    const [request] = sample.service.requests
    if (request === undefined || listener.url === undefined) throw new Error('it was not subscribed')
    check(request, listener.url)
    const headers = { 'content-type': 'application/json' }
    const { response, events } = await listener.receive({ body: '{"id":"1","at":"t"}', headers })
    expect(response.status).toBe(200)
    expect(data(events)).toEqual([{ id: '1', at: 't' }])
    expect((await listener.receive({ body: '{"id":"1","at":"t"}', headers })).events).toEqual([])
    await sample.kernel.usages.remove({ organisation: 'test', id: 'test' })
    await expect.poll(() => sample.service.requests.map(line)).toContain('DELETE /v1/hooks/7')
  })

  it('is left subscribed where the answer named nothing', async () => {
    await using sample = await drop(
      { definition: subscribed([nested]) },
      { routes: { 'POST /v1/hooks': { json: {} } } },
    )
    await sample.listen('onEvent', { body: {} })
    await sample.kernel.usages.remove({ organisation: 'test', id: 'test' })
    await sleep(100)
    expect(sample.service.requests.map(line)).toEqual(['POST /v1/hooks'])
  })

  it('is no action, and what ends it is offered to nobody', async () => {
    await using sample = await drop({ definition: subscribed([nested]) })
    const find = (id: string) => sample.kernel.catalogue.operation({ organisation: 'test', operation: `sample.${id}` })
    expect(await find('onEvent')).toMatchObject({ kind: 'trigger', title: 'When something happens' })
    expect(await find('unhook')).toBeUndefined()
  })
})
