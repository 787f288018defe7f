import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { actionOf, connectorOf, head, read, shown, withAction } from './read-manifest.ts'

const plugins = join(import.meta.dirname, '../../../plugins/connectors')

describe('a manifest', () => {
  it.each(['production-tracker', 'zoho-inventory'])('gives the same model in YAML and in JSON: %s', async (name) => {
    const text = readFileSync(join(plugins, name, 'connector.yaml'), 'utf8')
    const json = JSON.stringify(parse(text), null, 2)
    expect(await connectorOf(json, 'connector.json')).toEqual(await connectorOf(text))
  })

  it('is data: a model survives being sent to another process', async () => {
    const connector = await connectorOf(readFileSync(join(plugins, 'zoho-inventory/connector.yaml'), 'utf8'))
    expect(JSON.parse(JSON.stringify(connector))).toEqual(structuredClone(connector))
  })

  it('has its defaults spelt out', async () => {
    expect(await connectorOf(withAction('title: Act\nhttp: GET /act'))).toEqual({
      model: 1,
      id: 'orders',
      version: '1.0.0',
      title: 'Orders',
      servers: [{ url: 'https://orders.example.com/api', variables: {} }],
      securitySchemes: {},
      security: [],
      settings: { type: 'object' },
      schemas: {},
      operations: {
        act: {
          id: 'act',
          kind: 'action',
          title: 'Act',
          visibility: 'public',
          effect: 'read',
          input: { type: 'object' },
          output: true,
          http: { method: 'GET', path: '/act', parameters: [], timeout: 30_000, attempts: 3 },
        },
      },
    })
  })

  it('keys everything that authors name by records without prototypes', async () => {
    const { operations, schemas, securitySchemes } = await connectorOf(`${head}
securitySchemes: { constructor: { type: bearer } }
actions: { toString: { title: Act, http: GET /act, input: { properties: { __proto__: { type: string } } } } }
schemas: { valueOf: { type: string } }
`)
    for (const record of [operations, schemas, securitySchemes]) expect(Object.getPrototypeOf(record)).toBeNull()
    expect(shown(operations['toString' as string]?.http?.parameters)).toEqual(['query __proto__ {input.__proto__}'])
  })
})

describe('defaults', () => {
  const defaults = `
settings: { required: [org], properties: { org: { type: string } } }
defaults:
  query: { org: '{settings.org}', v: 2 }
  headers: { X-Trace: on, X-Org: '{settings.org}' }
  succeeds: { at: /code, equals: 0, message: /message }
  timeout: 5s
  attempts: 1
`
  it('hold for what an operation does not set itself, name by name', async () => {
    const { http } = await actionOf(
      'title: Act\nhttp: GET /act\nquery: { v: 3 }\nheaders: { x-trace: off }\ntimeout: 1m',
      defaults,
    )
    expect(shown(http?.parameters)).toEqual([
      'query v {"kind":"literal","value":3}',
      'query org {settings.org}',
      'header x-trace {"kind":"literal","value":"off"}',
      'header X-Org {settings.org}',
    ])
    expect(http).toMatchObject({
      succeeds: { at: '/code', equals: 0, message: '/message' },
      timeout: 60_000,
      attempts: 1,
    })
  })

  it('are taken away by null', async () => {
    const { http } = await actionOf(
      'title: Act\nhttp: GET /act\nquery: { org: null, v: null }\nheaders: { X-Org: null, X-Trace: null }\nsucceeds: null',
      defaults,
    )
    expect(http?.parameters).toEqual([])
    expect(http).not.toHaveProperty('succeeds')
  })
})

describe('authentication', () => {
  const schemes = async (text: string) => connectorOf(`${withAction('title: Act\nhttp: GET /act', text)}`)

  it('takes basic and bearer in short', async () => {
    const { securitySchemes, security } = await schemes(
      'securitySchemes: { a: { type: basic }, b: { type: bearer, value: "Token {token}" }, c: { type: http, scheme: basic }, d: { type: mutualTLS } }\nsecurity: [{ a: [] }, { b: [], d: [] }]',
    )
    expect(securitySchemes).toEqual({
      a: { type: 'http', scheme: 'basic' },
      b: {
        type: 'http',
        scheme: 'bearer',
        value: { kind: 'text', parts: ['Token ', { root: 'credentials', path: ['token'] }] },
      },
      c: { type: 'http', scheme: 'basic' },
      d: { type: 'mutualTLS' },
    })
    expect(security).toEqual([{ a: [] }, { b: [], d: [] }])
  })

  it('needs the only scheme there is, unless it says otherwise', async () => {
    const one = 'securitySchemes: { a: { type: bearer } }'
    expect((await schemes(one)).security).toEqual([{ a: [] }])
    expect((await schemes(`${one}\nsecurity: []`)).security).toEqual([])
  })
})

describe('a polling trigger', () => {
  it('has its durations in milliseconds and its defaults', async () => {
    const { operations } = await connectorOf(`${head}
triggers:
  created:
    title: Order created
    input: { properties: { shop: { type: string } } }
    poll: { http: GET /orders, items: /orders, dedupe: { key: [/id] }, cursor: { from: /at, type: date-time, send: { header: If-Modified-Since } } }
    output: { required: [id, at], properties: { id: { type: string }, at: { type: string } } }
`)
    expect(operations.created).toMatchObject({
      kind: 'trigger',
      effect: 'read',
      poll: {
        items: '/orders',
        every: 60_000,
        dedupe: { key: ['/id'], window: 2_592_000_000 },
        cursor: {
          from: '/at',
          type: 'date-time',
          send: { in: 'header', name: 'If-Modified-Since' },
          overlap: 0,
          start: 'now',
        },
        http: { method: 'GET', path: '/orders', timeout: 30_000, attempts: 3 },
      },
    })
    expect(shown(operations.created?.poll?.http.parameters)).toEqual(['query shop {input.shop}'])
  })
})

describe('the way back', () => {
  it('leads from the model to where its author wrote it', async () => {
    const { place } = await read(`jackfield: 1
id: orders
version: '1.0.0'
title: Orders
servers: [{ url: https://orders.example.com }]
defaults: { query: { v: 2 }, timeout: 5s }
actions:
  act:
    title: Act
    effect: once
    http: POST /orders/{id}
    query: { w: 3 }
    body:
      lines: [{ sku: '{input.sku}' }]
    input: { required: [id], properties: { id: {}, sku: {} } }
`)
    const at = (model: string) => {
      const { line, column, pointer, file } = place(model)
      expect(file).toBe('orders/connector.yaml')
      return `${line}:${column} ${pointer}`
    }
    const act = '/operations/act'
    expect(at(act)).toBe('8:3 /actions/act')
    expect(at(`${act}/http/path`)).toBe('11:11 /actions/act/http')
    expect(at(`${act}/http/parameters/0`)).toBe('11:11 /actions/act/http')
    expect(at(`${act}/http/parameters/1/value`)).toBe('12:17 /actions/act/query/w')
    expect(at(`${act}/http/parameters/2`)).toBe('6:25 /defaults/query/v')
    expect(at(`${act}/http/timeout`)).toBe('6:39 /defaults/timeout')
    expect(at(`${act}/http/body/value/properties/lines/items/0/properties/sku`)).toBe(
      '14:22 /actions/act/body/lines/0/sku',
    )
    expect(at(`${act}/input/properties/sku`)).toBe('15:57 /actions/act/input/properties/sku')
    expect(at('/servers/0/url')).toBe('5:18 /servers/0/url')
    expect(at('/nowhere/at/all')).toBe('1:1 ')
  })
})
