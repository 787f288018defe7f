import { describe, expect, expectTypeOf, it } from 'vitest'
import { loadPath, manifestFormat, readDefinition } from '../../src/load/index.ts'
import type { Json, JsonObject } from '../../src/model/index.ts'
import {
  action,
  type ConnectorDefinition,
  defineConnector,
  type InputOf,
  type Services,
  trigger,
} from '../../src/sdk.ts'
import { validateConnector } from '../../src/validate/index.ts'
import { orders, temporaryFolder } from './temporary-folder.ts'

const head = { id: 'billing', version: '3.0.1', title: 'Billing' } as const
const billing = defineConnector({
  ...head,
  servers: [{ url: 'https://billing.example.com/v3' }],
  actions: {
    getBill: {
      title: 'Get a bill',
      http: 'GET /bills/{id}',
      input: { required: ['id'], properties: { id: { type: 'string' } } },
    },
    addUp: action({
      effect: 'read',
      input: {
        required: ['numbers'],
        properties: { numbers: { type: 'array', items: { type: 'number' } }, name: { type: ['string', 'null'] } },
      },
      output: { type: 'number' },
      run: ({ numbers, name }, services) => {
        expectTypeOf(numbers).toEqualTypeOf<readonly number[]>()
        expectTypeOf(name).toEqualTypeOf<string | null | undefined>()
        expectTypeOf(services).toEqualTypeOf<Services>()
        return numbers.reduce((sum, number) => sum + number, 0)
      },
    }),
  },
  triggers: {
    customerCreated: trigger({
      input: { properties: { country: { type: 'string' } } },
      output: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
      every: '5m',
      async *poll({ country }, { http, cursor }) {
        expectTypeOf(country).toEqualTypeOf<string | undefined>()
        expectTypeOf(cursor).toEqualTypeOf<Json>()
        const { json } = await http.get('customers', { query: { country } })
        yield { id: '1', data: json() }
      },
    }),
  },
})

describe('readDefinition', () => {
  const { connector, problems, code, polls } = readDefinition(billing)

  it('gives a model as a manifest does, the functions beside it', () => {
    expect(problems).toEqual([])
    expect(connector && validateConnector(connector, (pointer) => ({ pointer }))).toEqual([])
    expect(JSON.parse(JSON.stringify(connector))).toMatchObject({
      model: 1,
      id: 'billing',
      operations: {
        getBill: { effect: 'read', http: { method: 'GET', path: '/bills/{id}' } },
        addUp: { kind: 'action', title: 'Add up', effect: 'read', code: { module: 'host', export: 'addUp' } },
        customerCreated: {
          kind: 'trigger',
          title: 'Customer created',
          code: { export: 'customerCreated', poll: { every: 300_000 } },
        },
      },
    })
    expect(connector?.operations.addUp).not.toHaveProperty('http')
    expect([...code.keys()]).toEqual(['addUp'])
    expect([...polls.keys()]).toEqual(['customerCreated'])
  })

  it('keeps functions that can be called', async () => {
    expect(await code.get('addUp')?.({ numbers: [1, 2] }, {} as Services)).toBe(3)
  })

  it('gives the same model as the same manifest', async () => {
    const folder = temporaryFolder({ 'connector.yaml': orders })
    const { connectors } = await loadPath(folder, { formats: [manifestFormat()] })
    const definition = defineConnector({
      id: 'orders',
      version: '1.0.0',
      title: 'Orders',
      servers: [{ url: 'https://orders.example.com' }],
      actions: { list: { title: 'List orders', http: 'GET /orders' } },
    })
    expect(readDefinition(definition).connector).toEqual(connectors[0]?.connector)
  })

  const refused = (definition: object) => {
    const read = readDefinition(definition as ConnectorDefinition)
    expect(read).not.toHaveProperty('connector')
    return read.problems.map(({ code: found, pointer }) => `${found} ${pointer}`)
  }

  it('says everything that is wrong, by its place in the definition', () => {
    expect(
      refused({
        ...head,
        titel: 'x',
        servers: [{ url: 'billing.example.com' }],
        actions: {
          a: { run: () => null },
          b: { effect: 'read', run: () => null, query: {} },
          c: { title: 'C', effect: 'read' },
          d: { title: 'D', http: 'GET /d/{id}' },
        },
        triggers: { e: { output: {}, poll: 5 }, f: { output: {}, poll: async function* () {}, every: 'soon' } },
      }),
    ).toEqual([
      'key-unknown /titel',
      'key-missing /actions/a',
      'key-unknown /actions/b/query',
      'key-missing /actions/c',
      'type-wrong /triggers/e/poll',
      'value-wrong /triggers/f/every',
      'url-refused /servers/0/url',
      'path-input-missing /actions/d/http',
    ])
  })

  it('refuses what is no data, wherever it is', () => {
    const circle: Record<string, unknown> = { type: 'object' }
    circle.properties = { circle }
    expect(refused({ ...head, settings: { default: new Date() } })).toContain('value-not-json /settings/default')
    expect(refused({ ...head, icon: () => 'x' })).toContain('value-not-json /icon')
    expect(refused({ ...head, schemas: { circle } })[0]).toMatch(/^value-not-json \/schemas\/circle/)
    expect(refused({ ...head, actions: { a: { effect: 'read', run: 'not a function' } } })).toEqual([
      'value-unknown /actions/a/run',
    ])
  })

  it('never throws', () => {
    for (const odd of [
      {},
      { id: 5 },
      { ...head, actions: null },
      { ...head, triggers: [null] },
      { ...head, actions: { a: null } },
    ])
      expect(refused(odd).length).toBeGreaterThan(0)
  })

  it('leaves out what is undefined', () => {
    expect(readDefinition({ ...head, description: undefined } as unknown as ConnectorDefinition).problems).toEqual([])
  })
})

describe('the type of an input', () => {
  it('is what its schema says', () => {
    expectTypeOf<InputOf<true>>().toEqualTypeOf<JsonObject>()
    type Input = InputOf<{
      readonly required: readonly ['a', 'e']
      readonly properties: {
        readonly a: { readonly type: 'string' }
        readonly b: { readonly enum: readonly ['x', 'y'] }
        readonly c: { readonly type: 'object'; readonly properties: { readonly d: { readonly const: 1 } } }
        readonly e: { readonly $ref: '#/schemas/E' }
      }
    }>
    expectTypeOf<Input['a']>().toEqualTypeOf<string>()
    expectTypeOf<Input['b']>().toEqualTypeOf<'x' | 'y' | undefined>()
    expectTypeOf<NonNullable<Input['c']>['d']>().toEqualTypeOf<1 | undefined>()
    expectTypeOf<Input['e']>().toEqualTypeOf<Json>()
  })
})
