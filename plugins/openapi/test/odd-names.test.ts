import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonObject } from '@jackfield/core'
import {
  type ConnectorTest,
  type FakeRoutes,
  type FakeService,
  fakeService,
  testConnector,
} from '@jackfield/core/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { openapi } from '../src/index.ts'

/** `__proto__` stands for the prototype where a name is taken for JavaScript's, and everything is lost or reached. */
const answers =
  '{ "200": { "description": "OK", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } } }'
const bodied = (type: string, schema = '{ "$ref": "#/components/schemas/Thing" }'): string =>
  `"requestBody": { "required": true, "content": { "${type}": { "schema": ${schema} } } }, "responses": ${answers}`
const text = `{
  "openapi": "3.1.0", "info": { "title": "Odd", "version": "1" }, "servers": [{ "url": "https://api.example.com" }],
  "components": { "schemas": {
    "Thing": { "type": "object", "additionalProperties": false, "required": ["__proto__"],
      "properties": { "__proto__": { "type": "integer" }, "inner": { "$ref": "#/components/schemas/Inner" } } },
    "Inner": { "type": "object", "properties": { "__proto__": { "$ref": "#/components/schemas/Thing" } } },
    "__proto__": { "type": "string" } } },
  "paths": {
    "/json": { "post": { "operationId": "json", ${bodied('application/json')} } },
    "/form": { "post": { "operationId": "form", ${bodied('application/x-www-form-urlencoded')} } },
    "/parts": { "post": { "operationId": "parts", ${bodied('multipart/form-data')} } },
    "/xml": { "post": { "operationId": "xml", ${bodied('application/xml')} } },
    "/query": { "get": { "operationId": "query", "responses": ${answers}, "parameters": [
      { "name": "__proto__", "in": "query", "required": true, "schema": { "type": "integer" } },
      { "name": "deep", "in": "query", "style": "deepObject", "explode": true, "schema": { "$ref": "#/components/schemas/Thing" } },
      { "name": "plain", "in": "query", "schema": { "$ref": "#/components/schemas/Thing" } } ] } },
    "/path/{__proto__}": { "get": { "operationId": "path", "responses": ${answers}, "parameters": [
      { "name": "__proto__", "in": "path", "required": true, "schema": { "type": "string" } } ] } }
  } }`

interface Odd extends ConnectorTest {
  readonly service: FakeService
}

async function odd(routes: FakeRoutes): Promise<Odd> {
  const undo = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'openapi-odd-'))
  undo.defer(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'odd.json'), text)
  const service = undo.use(await fakeService(routes))
  const test = undo.use(await testConnector(join(folder, 'odd.json'), { service, extensions: [openapi()] }))
  return { ...test, service, [Symbol.asyncDispose]: () => undo.disposeAsync() }
}

const value = (json: string): JsonObject => JSON.parse(json)
const thing = '{"__proto__":1,"inner":{"__proto__":{"__proto__":2}}}'
const fakeText = (): { body: string; headers: Record<string, string> } => ({
  body: thing,
  headers: { 'content-type': 'application/json' },
})

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as Record<string, unknown>).inner).toBeUndefined()
})

describe('a property named __proto__', () => {
  it.each([
    ['as JSON', 'json', (sent: string) => expect(JSON.parse(sent)).toEqual(value(thing))],
    ['in a form', 'form', (sent: string) => expect(new URLSearchParams(sent).get('__proto__')).toBe('1')],
    ['in parts', 'parts', (sent: string) => expect(sent).toMatch(/name="__proto__"\r\n\r\n1\r\n/)],
    ['as XML', 'xml', (sent: string) => expect(sent).toContain('<__proto__>1</__proto__>')],
  ] as const)('is sent and read %s', async (_name, id, check) => {
    await using sample = await odd({ [`POST /${id}`]: fakeText })
    const { output } = await sample.invoke(id, { body: value(thing) })
    check(sample.service.requests[0]?.text() ?? '')
    expect(JSON.stringify(output)).toBe(thing)
  })

  it('is sent in a query and a path', async () => {
    await using sample = await odd({ 'GET /query': fakeText, 'GET /path/{x}': fakeText })
    await sample.invoke('query', value(`{"__proto__":1,"deep":${thing},"plain":{"__proto__":3}}`))
    const [request] = sample.service.requests
    expect([...(request?.query ?? [])].slice(0, 2)).toEqual([
      ['__proto__', '1'],
      ['deep[__proto__]', '1'],
    ])
    expect([...(request?.query ?? [])].at(-1)).toEqual(['__proto__', '3'])
    await sample.invoke('path', value('{"__proto__":"a b"}'))
    expect(sample.service.requests[1]?.path).toBe('/path/a%20b')
  })

  it('is checked like any other', async () => {
    await using sample = await odd({ 'POST /json': () => ({ ...fakeText(), body: '{"__proto__":"x"}' }) })
    const problemsOf = async (input: string): Promise<unknown> =>
      sample.invoke('json', value(input)).then(
        () => [],
        (error: { problems: { pointer: string }[] }) => error.problems.map(({ pointer }) => pointer),
      )
    expect(await problemsOf('{"body":{"__proto__":"x"}}')).toEqual(['/body/__proto__'])
    expect(await problemsOf('{"body":{}}')).toEqual(['/body/__proto__'])
    expect(await problemsOf('{"body":{"__proto__":1,"inner":{"__proto__":{"__proto__":"x"}}}}')).toEqual([
      '/body/inner/__proto__/__proto__',
    ])
    const error = await sample.invoke('json', value('{"body":{"__proto__":1}}')).catch((reason) => reason)
    expect(error).toMatchObject({ code: 'output-invalid', problems: [{ pointer: '/__proto__', code: 'type-wrong' }] })
  })
})
