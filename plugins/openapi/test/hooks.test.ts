import { type Connector, dict, type Operation } from '@jackfield/core'
import { validateConnector } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { type DocumentOptions, own, readDocument, type SourceDocument, textIn } from '../src/index.ts'

const swagger = {
  swagger: '2.0',
  info: { title: 'Shop', version: '1' },
  host: 'api.example.com',
  securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'X' } },
  security: [{ key: [] }],
  paths: {
    '/hooks': {
      'x-content': { $ref: '#/definitions/Event' },
      post: {
        operationId: 'subscribe',
        parameters: [
          { name: 'tenant', in: 'header', type: 'string', required: true, default: 't1', 'x-visibility': 'internal' },
          { name: 'hook', in: 'body', required: true, schema: { $ref: '#/definitions/Hook' } },
        ],
        responses: { 201: { description: 'Made', schema: { $ref: '#/definitions/Event' } } },
      },
    },
    '/orders': {
      get: {
        operationId: 'listOrders',
        parameters: [{ name: 'q', in: 'query', type: 'string', 'x-summary': 'Words' }],
        responses: {},
      },
    },
  },
  definitions: {
    Hook: {
      type: 'object',
      required: ['target'],
      properties: {
        target: {
          type: 'object',
          required: ['url'],
          properties: { url: { type: 'string' }, kind: { type: 'string' } },
        },
      },
    },
    Event: { type: 'object', properties: { id: { type: 'string', 'x-summary': 'Number' } } },
  },
}

const document: SourceDocument = {
  file: 'shop.json',
  path: 'shop.json',
  value: swagger,
  locate: (pointers) => pointers.map(() => ({ line: 1, column: 1 })),
}

function read(options: Partial<DocumentOptions>): Connector {
  const { connector, problems } = readDocument(document, { id: 'shop', ...options })
  expect(problems).toEqual([])
  expect(validateConnector(connector as Connector, (pointer) => ({ pointer }))).toEqual([])
  return connector as Connector
}

describe('another format on top of this one', () => {
  it('says what a connection is made of', () => {
    const { securitySchemes, security, settings } = read({
      security: {
        securitySchemes: dict([['login', { type: 'http', scheme: 'basic' }]]),
        security: [dict([['login', []]])],
        settings: { tenant: { type: 'string' } },
        required: ['tenant'],
      },
    })
    expect(Object.keys(securitySchemes)).toEqual(['login'])
    expect(security).toEqual([{ login: [] }])
    expect(settings).toMatchObject({ properties: { tenant: { type: 'string' } }, required: ['tenant'] })
  })

  it('names schemas, and keeps what they refer to', () => {
    const { operations, schemas } = read({
      hooks: {
        schema(schema, { value }) {
          const title = textIn(value, 'x-summary')
          return typeof schema === 'boolean' || title === undefined ? schema : { ...schema, title }
        },
      },
    })
    expect(operations.listOrders?.input).toMatchObject({ properties: { q: { type: 'string', title: 'Words' } } })
    expect(schemas.Event).toMatchObject({ type: 'object' })
    expect(operations.subscribe?.output).toEqual({ $ref: '#/schemas/Event' })
  })

  it('sends parameters that nobody is asked for', () => {
    const { operations } = read({
      hooks: {
        parameter(parameter) {
          if (own(parameter.written.value, 'x-visibility') !== 'internal') return parameter
          return {
            ...parameter,
            input: null,
            request: { ...parameter.request, value: { kind: 'literal', value: 't1' } },
          }
        },
      },
    })
    const { input, http } = operations.subscribe as Operation
    expect(input).toMatchObject({ required: ['body'] })
    expect(http?.parameters).toEqual([{ name: 'tenant', in: 'header', value: { kind: 'literal', value: 't1' } }])
  })

  it('makes a trigger of an operation that takes a URL', () => {
    const { operations } = read({
      hooks: {
        operation({ read: operation, pathItem, subscribing, schema }) {
          const content = own(pathItem.value, 'x-content')
          const made = subscribing({ in: 'body', path: ['target', 'url'] })
          if (content === undefined || made === undefined) return operation
          const { http: _http, ...rest } = operation
          return {
            ...rest,
            kind: 'trigger',
            effect: 'read',
            input: made.input,
            output: { type: 'object', allOf: [schema({ value: content, place: pathItem.place }, 'response')] },
            webhook: {
              subscribe: { http: made.subscribe, keep: dict() },
              verify: { kind: 'url' },
              items: '',
              dedupe: { key: [''], window: 1_000 },
            },
          }
        },
      },
    })
    const { webhook, input, output } = operations.subscribe as Operation
    expect(webhook?.subscribe?.http.body?.value).toMatchObject({
      properties: {
        target: {
          properties: {
            url: { from: { root: 'webhook', path: ['url'] } },
            kind: { from: { root: 'input', path: ['body', 'target', 'kind'] } },
          },
        },
      },
    })
    expect(input).toMatchObject({
      properties: { body: { properties: { target: { properties: { kind: { type: 'string' } } } } } },
    })
    expect(output).toEqual({ type: 'object', allOf: [{ $ref: '#/schemas/Event' }] })
  })

  it('leaves operations out, marks them, and has the last word', () => {
    const { title, operations } = read({
      hooks: {
        operation: ({ read: operation, unavailable }) =>
          operation.id === 'listOrders' ? [] : unavailable(operation, 'script', 'It is done by a script.'),
        connector: (connector) => ({ ...connector, title: 'Mine' }),
      },
    })
    expect(title).toBe('Mine')
    expect(Object.keys(operations)).toEqual(['subscribe'])
    expect(operations.subscribe?.unavailable).toEqual({ feature: 'script', reason: 'It is done by a script.' })
  })
})
