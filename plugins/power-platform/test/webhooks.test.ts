import { setTimeout as sleep } from 'node:timers/promises'
import type { JsonObject } from '@jackfield/core'
import type { FakeRequest } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { drop, line, swagger } from './harness.ts'

const item: JsonObject = { type: 'object', properties: { id: { type: 'string' }, at: { type: 'string' } } }

const data = (events: readonly { readonly data: unknown }[]): unknown[] => events.map((event) => event.data)

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
