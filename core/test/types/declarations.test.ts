import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../src/model/index.ts'
import { declareConnector } from '../../src/types/index.ts'
import { answering, connector } from './connector.ts'

/** What the output's schema became, on one line. */
async function typeOf(output: Json, schemas: Readonly<Record<string, Json>> = {}): Promise<string | undefined> {
  const { text } = await declareConnector(answering(output, schemas))
  const inline = /^ {4}output: (?!GetOutput)(.*)$/m.exec(text)?.[1]
  const named = /^export (?:type|interface) GetOutput (?:= )?(.*?)\n(?=\n|export|declare)/ms.exec(text)?.[1]
  return (inline ?? named)?.replaceAll(/\/\*\*.*?\*\/\s*/gs, '').replaceAll(/\s+/g, ' ')
}

const string = { type: 'string' }
const number = { type: 'number' }

describe('a schema becomes', () => {
  it.each<readonly [Json, string]>([
    [true, 'Json'],
    [false, 'never'],
    [{}, 'Json'],
    [{ description: 'Anything' }, 'Json'],
    [{ type: 'integer' }, 'number'],
    [{ type: ['string', 'null'] }, '(string | null)'],
    [{ type: 'string', nullable: true }, '(string | null)'],
    [{ enum: ['a', 1, true, null] }, '("a" | 1 | true | null)'],
    [{ const: 'a' }, '"a"'],
    [{ const: { a: { b: [1, 'x'] }, c: {} } }, '{ a: { b: [1, "x"] } c: Record<string, never> }'],
    [{ type: 'object' }, 'JsonObject'],
    [{ type: 'object', additionalProperties: true }, 'JsonObject'],
    [{ type: 'object', additionalProperties: false }, 'Record<string, never>'],
    [{ type: 'object', additionalProperties: number }, '{ [k: string]: number }'],
    [{ properties: { a: string, b: number }, required: ['b'] }, '{ a?: string b: number }'],
    [{ properties: { a: string }, additionalProperties: false }, '{ a?: string }'],
    [
      { properties: { a: string }, additionalProperties: true },
      '{ a?: string [k: string]: Json | string | undefined }',
    ],
    [{ properties: { a: string }, unevaluatedProperties: false }, '{ a?: string }'],
    [
      { properties: { a: string }, unevaluatedProperties: number },
      '{ a?: string [k: string]: number | string | undefined }',
    ],
    [{ patternProperties: { '^x-': string, '^n-': number } }, '{ [k: string]: string | number }'],
    [{ required: ['a'] }, '{ a: unknown }'],
    [{ type: 'array' }, 'Json[]'],
    [{ type: 'array', items: string, minItems: 3 }, 'string[]'],
    [{ type: 'array', items: { type: ['string', 'null'] } }, '(string | null)[]'],
    [{ prefixItems: [string, number], items: false, minItems: 2 }, '[string, number]'],
    [{ prefixItems: [string, number], minItems: 2 }, '[string, number, ...(Json)[]]'],
    [{ prefixItems: [string, number], items: { type: 'boolean' }, minItems: 2 }, '[string, number, ...(boolean)[]]'],
    [{ prefixItems: [string, number], items: false }, '([] | [string] | [string, number])'],
    [{ type: 'array', items: { prefixItems: [string], items: false } }, '([] | [string])[]'],
    [{ type: 'array', prefixItems: [], items: false }, '[]'],
    [{ prefixItems: [string], unevaluatedItems: false, minItems: 1 }, '[string]'],
    [{ anyOf: [string, number, string] }, '(string | number)'],
    [{ oneOf: [{ properties: { a: string } }, { type: 'null' }] }, '({ a?: string } | null)'],
    [{ anyOf: [{ required: ['a'] }, {}], properties: { a: string } }, '{ a?: string }'],
    [{ anyOf: [] }, 'Json'],
    [{ allOf: [{ properties: { a: string } }, { properties: { b: number } }] }, '({ a?: string } & { b?: number })'],
    [{ type: 'object', allOf: [{ properties: { a: string } }] }, '{ a?: string }'],
    [{ allOf: [{ properties: { a: string } }, { required: ['a'] }] }, '({ a?: string } & { a: unknown })'],
    [{ if: { properties: { a: string } }, not: string }, 'Json'],
    [{ type: 'file' }, 'Json'],
  ])('%j: %s', async (schema, expected) => {
    expect(await typeOf(schema)).toBe(expected)
  })

  it('a name where it refers to one', async () => {
    const schemas = { order: { properties: { next: { $ref: '#/schemas/order' } } } }
    expect(await typeOf({ $ref: '#/schemas/order' }, schemas)).toBe('Order')
    expect(await typeOf({ type: 'array', items: { $ref: '#/schemas/order' } }, schemas)).toBe('Order[]')
    expect(await typeOf({ anyOf: [{ $ref: '#/schemas/order' }, { type: 'null' }] }, schemas)).toBe('(Order | null)')
    expect(await typeOf({ $ref: '#/schemas/order', required: ['next'] }, schemas)).toBe('(Order & { next: unknown })')
  })
})

const text = async (operation: JsonObject): Promise<string> =>
  (await declareConnector(connector({ operations: { get: operation as never } }))).text

it('takes what an operation declares, and any other name only where the schema says so', async () => {
  expect(await text({ input: { type: 'object' } })).toContain('input: Record<string, never>')
  expect(await text({ input: {} })).toContain('input: Record<string, never>')
  expect(await text({ input: { type: 'object', additionalProperties: true } })).toContain('input: JsonObject')
})

it('has titles, descriptions and deprecation as comments', async () => {
  const printed = await text({
    title: 'Get a thing',
    description: 'By its id.\n@internal */ const',
    deprecated: true,
    input: { properties: { id: { type: 'string', title: 'Id', description: 'Id' }, old: { deprecated: true } } },
  })
  expect(printed).toContain(
    `  /**
   * Get a thing
   *
   * By its id.
   * \\@internal *\\/ const
   *
   * @deprecated
   */
  "shop.get": {`,
  )
  expect(printed).toContain(`export interface GetInput {
  /**
   * Id
   */
  id?: string
  /**
   * @deprecated
   */
  old?: Json
}`)
})

it('says what iterating gives where pages are given as they are', async () => {
  const http = { method: 'GET', path: '/', parameters: [], timeout: 1, attempts: 1 }
  const pages = { kind: 'next', next: '/next', max: 3 }
  const output = { type: 'array', items: string }
  expect(await text({ http, pages, output })).toContain('item: GetOutput')
  expect(await text({ http: { ...http, result: { at: '/a', missing: 'fail' } }, pages, output })).not.toContain('item:')
})

it('keeps triggers apart from actions', async () => {
  const printed = await text({ kind: 'trigger' })
  expect(printed).toMatch(/interface ConnectorActions \{\s*\}/)
  expect(printed).toMatch(/interface ConnectorTriggers \{\s+"shop.get": \{/)
})

it('gives each type a name of its own', async () => {
  const of = (names: readonly string[]): Promise<{ text: string }> =>
    declareConnector(connector({ schemas: Object.fromEntries(names.map((name) => [name, { properties: { a: {} } }])) }))
  const { text: printed } = await of(['order', 'Order', 'order_line', 'order-line', 'Json', '2nd', 'ключ', 'a2b', 'V2'])
  const names = [...printed.matchAll(/^export interface (\w+)/gm)].map(([, name]) => name)
  expect(names.slice(2)).toEqual(['Order', 'Order2', 'OrderLine', 'OrderLine2', 'Json2', 'Nd', 'Unnamed', 'A2B', 'V2'])
})
