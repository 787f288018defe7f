import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connector, JsonObject } from '@jackfield/core'
import { fakeService, testConnector } from '@jackfield/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openapi, openapiFormat } from '../src/index.ts'

let asked = 0
const server = createServer((_request, response) => {
  asked++
  response.end('{}')
})
let far = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  far = `http://127.0.0.1:${(server.address() as AddressInfo).port}/far.json#/it`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const ok = { responses: { 200: { description: 'OK' } } }
const media = (schema: object): object => ({ content: { 'application/json': { schema } } })
const answer = (schema: object): object => ({ responses: { 200: { description: 'OK', ...media(schema) } } })
const query = (schema: object): object => ({ parameters: [{ name: 'q', in: 'query', schema }] })

interface Case {
  /** What stands at `/far`, beside an operation that refers to nothing. */
  readonly path?: (ref: object) => object
  /** An operation there. */
  readonly get?: (ref: object) => object
  readonly more?: (ref: object) => object
  /** Where the reference is; none where nothing needs what it leads to. */
  readonly at: readonly string[] | null
  /** What becomes of the operation. */
  readonly far: 'unavailable' | 'runs' | 'gone'
}

const cases: Readonly<Record<string, Case>> = {
  'a path item': { path: (ref) => ref, at: ['paths', '~1far'], far: 'gone' },
  'a parameter': {
    get: (ref) => ({ ...ok, parameters: [ref] }),
    at: [...inGet(), 'parameters', '0'],
    far: 'unavailable',
  },
  'a parameter of the path': {
    path: (ref) => ({ parameters: [ref], get: { operationId: 'far', ...ok } }),
    at: ['paths', '~1far', 'parameters', '0'],
    far: 'unavailable',
  },
  "a parameter's schema": {
    get: (ref) => ({ ...ok, ...query(ref) }),
    at: [...inGet(), 'parameters', '0', 'schema'],
    far: 'unavailable',
  },
  "a list's elements": {
    get: (ref) => ({ ...ok, ...query({ type: 'array', items: ref }) }),
    at: [...inGet(), 'parameters', '0', 'schema', 'items'],
    far: 'unavailable',
  },
  'a request body': {
    path: (ref) => ({ post: { operationId: 'far', ...ok, requestBody: ref } }),
    at: ['paths', '~1far', 'post', 'requestBody'],
    far: 'unavailable',
  },
  "a request body's schema": {
    path: (ref) => ({ post: { operationId: 'far', ...ok, requestBody: media(ref) } }),
    at: ['paths', '~1far', 'post', 'requestBody', 'content', 'application~1json', 'schema'],
    far: 'unavailable',
  },
  'a property, a part and a map below components': {
    path: () => ({
      post: { operationId: 'far', ...ok, requestBody: media({ $ref: '#/components/schemas/Outer' }) },
    }),
    more: (ref) => ({
      components: {
        schemas: {
          Outer: { type: 'object', properties: { inner: { $ref: '#/components/schemas/Inner' } } },
          Inner: { allOf: [{ type: 'object', additionalProperties: ref }] },
        },
      },
    }),
    at: ['components', 'schemas', 'Inner', 'allOf', '0', 'additionalProperties'],
    far: 'unavailable',
  },
  'a response': { get: (ref) => ({ responses: { 200: ref } }), at: [...inGet(), 'responses', '200'], far: 'runs' },
  "a response's schema": {
    get: (ref) => answer(ref),
    at: [...inGet(), 'responses', '200', 'content', 'application~1json', 'schema'],
    far: 'runs',
  },
  'a response of a failure': { get: (ref) => ({ responses: { ...ok.responses, 400: ref } }), at: null, far: 'runs' },
  'an example and a link': {
    get: (ref) => ({
      responses: {
        200: { description: 'OK', links: { it: ref }, content: { 'application/json': { examples: { it: ref } } } },
      },
    }),
    at: null,
    far: 'runs',
  },
  'a callback': {
    get: (ref) => ({ ...ok, callbacks: { done: ref } }),
    at: [...inGet(), 'callbacks', 'done'],
    far: 'runs',
  },
  "a callback's path item": {
    get: (ref) => ({ ...ok, callbacks: { done: { '{$request.query.url}': ref } } }),
    at: [...inGet(), 'callbacks', 'done', '{$request.query.url}'],
    far: 'runs',
  },
  'a security scheme': {
    get: () => ({ ...ok, security: [{ it: [] }] }),
    more: (ref) => ({ components: { securitySchemes: { it: ref } } }),
    at: ['components', 'securitySchemes', 'it'],
    far: 'unavailable',
  },
  'all security schemes': {
    get: () => ({ ...ok, security: [{ it: [] }] }),
    more: (ref) => ({ components: { securitySchemes: ref } }),
    at: ['components', 'securitySchemes'],
    far: 'unavailable',
  },
  'all components': {
    get: () => ({ ...ok, security: [{ it: [] }] }),
    more: (ref) => ({ components: ref }),
    at: ['components'],
    far: 'unavailable',
  },
  'a webhook': { more: (ref) => ({ webhooks: { called: ref } }), at: ['webhooks', 'called'], far: 'gone' },
  'all webhooks': { more: (ref) => ({ webhooks: ref }), at: ['webhooks'], far: 'gone' },
  'what a webhook is called with': {
    more: (ref) => ({ webhooks: { far: { post: { ...ok, requestBody: ref } } } }),
    at: ['webhooks', 'far', 'post', 'requestBody'],
    far: 'runs',
  },
}

function inGet(): readonly string[] {
  return ['paths', '~1far', 'get']
}

function documentOf({ path, get, more }: Case): object {
  const ref = { $ref: far }
  const item = path?.(ref) ?? (get === undefined ? {} : { get: { operationId: 'far', ...get(ref) } })
  return {
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1' },
    servers: [{ url: 'https://api.example.com' }],
    paths: { '/fine': { get: { operationId: 'fine', ...ok } }, '/far': item },
    ...more?.(ref),
  }
}

async function read(document: object): Promise<{ connector: Connector; problems: readonly JsonObject[] }> {
  const files = [{ path: 'shop.json', bytes: new TextEncoder().encode(JSON.stringify(document)) }]
  const { connector, problems } = await openapiFormat().read({
    name: 'shop.json',
    path: 'shop.json',
    kind: 'file',
    files,
  })
  return { connector: connector as Connector, problems: problems as unknown as readonly JsonObject[] }
}

describe('a reference over the network leaves the rest to run, at', () => {
  it.each(Object.keys(cases))('%s', async (name) => {
    const { at, far: becomes } = cases[name] as Case
    const document = documentOf(cases[name] as Case)
    const { connector, problems } = await read(document)
    const told = { code: 'reference-network', pointer: `/${at?.join('/')}`, hint: expect.stringContaining('folder') }
    expect(problems).toMatchObject(at === null ? [] : [{ ...told, severity: 'warning' }])
    if (at !== null) expect(problems[0]?.message).toContain(`is at ${far}: nothing is fetched.`)
    const operation = connector.operations.far
    expect(operation === undefined).toBe(becomes === 'gone')
    if (becomes === 'unavailable') expect(operation?.unavailable?.feature).toBe('ref.network')
    if (becomes === 'runs') expect(operation).not.toHaveProperty('unavailable')
    expect(await runs(document)).toEqual({ ok: true })
    expect(asked).toBe(0)
  })

  it('all paths, which leaves none', async () => {
    const { connector, problems } = await read({ ...documentOf({ at: null, far: 'gone' }), paths: { $ref: far } })
    expect(problems).toMatchObject([{ code: 'reference-network', pointer: '/paths' }])
    expect(Object.keys(connector.operations)).toEqual([])
  })
})

/** What the operation beside it answers, of a service that plays it. */
async function runs(document: object): Promise<unknown> {
  await using undo = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'openapi-network-'))
  undo.defer(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'shop.json'), JSON.stringify(document))
  const service = undo.use(await fakeService({ 'GET /fine': { json: { ok: true } } }))
  const shop = undo.use(await testConnector(join(folder, 'shop.json'), { service, extensions: [openapi()] }))
  return (await shop.invoke('fine')).output
}
