import type { JsonObject } from '@jackfield/core'
import type { FakeAnswer } from '@jackfield/core/testing'
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
