import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  amendConnector,
  differencesBetween,
  manifestText,
  readDefinition,
  writeManifest,
} from '../../src/load/index.ts'
import { readManifest } from '../../src/load/manifest/read-manifest.ts'
import type { Connector, JsonObject } from '../../src/model/index.ts'
import { action, defineConnector } from '../../src/sdk.ts'

const repository = join(import.meta.dirname, '../../..')
const manual = readdirSync(join(repository, 'docs/reference'))
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) => {
    const text = readFileSync(join(repository, 'docs/reference', name), 'utf8')
    return [...text.matchAll(/```yaml connector\n([\s\S]*?)```/g)].map(([, example = '']) => example)
  })
const connectors = [
  'plugins/connectors/production-tracker',
  'plugins/connectors/zoho-inventory',
  'sandbox/connectors/production-tracker-webhook',
].map((folder) => readFileSync(join(repository, folder, 'connector.yaml'), 'utf8'))
const examples = [...manual, ...connectors].map((text): [string, JsonObject] => {
  const manifest = parse(text)
  return [manifest.id, manifest]
})

const head = { jackfield: 1, id: 'shop', version: '1', title: 'Shop', servers: [{ url: 'https://api.shop.example' }] }
const shop = (more: JsonObject): Connector => readManifest({ ...head, ...more }).connector

describe('a manifest that was written', () => {
  it.each(examples)('reads as the connector that it was written of: %s', (_id, manifest) => {
    const { connector } = readManifest(manifest)
    const written = writeManifest(connector)
    expect(written.problems).toEqual([])
    expect(readManifest(parse(manifestText(written.manifest, 'x'))).connector).toEqual(connector)
  })

  it('is as short as what people write', () => {
    const [, tracker] = examples.find(([id]) => id === 'production-tracker') ?? ['', {}]
    expect(writeManifest(readManifest(tracker).connector).manifest.actions).toEqual(tracker.actions)
  })

  it('spells out what the rules of placement can not say', () => {
    const http = { method: 'POST', path: '/find?kind=all&q={user id}#find' }
    const parameters = [
      { name: 'user id', in: 'path', value: '{input["user.id"]}' },
      { name: 'Accept', in: 'header', value: 'text/plain' },
      { name: 'ids', in: 'query', style: 'tabDelimited', value: '{input.ids}' },
      { name: 'a{b', in: 'cookie', value: 'x {{ {input["a{b"]}'.replace('["a{b"]', '["a\\u007bb"]') },
    ]
    const input = { properties: { 'user.id': {}, ids: { type: 'array' }, 'a{b': { type: 'string' } } }
    const connector = shop({ actions: { 'find all': { title: 'Find', effect: 'read', http, parameters, input } } })
    expect(connector.operations['find all']?.http?.parameters.map(({ value }) => value)).toMatchObject([
      { from: { path: ['user.id'] } },
      { kind: 'literal' },
      { from: { path: ['ids'] } },
      { kind: 'text', parts: ['x { ', { path: ['a{b'] }] },
    ])
    const { manifest, problems } = writeManifest(connector)
    expect(problems).toEqual([])
    expect(manifest.actions).toMatchObject({ 'find all': { http } })
    expect(readManifest(manifest).connector).toEqual(connector)
  })

  it('says which functions it leaves out', () => {
    const adder = defineConnector({
      ...{ id: 'adder', version: '1', title: 'Adder', servers: [{ url: 'https://adder.example' }] },
      actions: { add: action({ effect: 'read', run: () => 1 }) },
    })
    const { manifest, problems } = writeManifest(readDefinition(adder).connector as Connector)
    expect(problems).toMatchObject([{ code: 'function-left-out', pointer: '/operations/add/code' }])
    expect(manifest.actions).toMatchObject({ add: { unavailable: { feature: 'code' } } })
  })

  it('tells of what no manifest says', () => {
    const connector = shop({ actions: { list: { title: 'List', http: 'GET /all' } } })
    const list = connector.operations.list as Connector['operations'][string]
    const http = { ...list.http, answer: { mediaType: 'text/xml', schema: { type: 'object' } } } as typeof list.http
    const { problems } = writeManifest({ ...connector, operations: { list: { ...list, ...(http && { http }) } } })
    expect(problems).toMatchObject([{ code: 'manifest-differs', pointer: '/operations/list/http/answer/schema' }])
  })

  it('refuses parameters beside what they stand instead of', () => {
    const list = { title: 'List', http: 'GET /all', query: { a: 'b' }, parameters: [] }
    const { mistakes } = readManifest({ ...head, actions: { list } })
    expect(mistakes).toMatchObject([{ code: 'parameters-mixed', pointer: '/actions/list/query' }])
  })
})

describe('an amended connector', () => {
  const connector = shop({
    actions: { list: { title: 'List', http: 'GET /all', input: { properties: { status: { type: 'string' } } } } },
  })

  it('has the words of a manifest laid over it', () => {
    const amended = amendConnector(connector, {
      connector: { test: 'list', actions: { count: { title: 'Count', http: 'GET /count' } }, schemas: { A: true } },
      operations: { list: { title: null, visibility: 'advanced', pages: { link: 'next' } } },
    })
    expect(amended.mistakes.map(({ code }) => code)).toEqual(['key-missing'])
    const fine = amendConnector(connector, {
      connector: { test: 'list', actions: { count: { title: 'Count', http: 'GET /count' } }, schemas: { A: true } },
      operations: { list: { visibility: 'advanced', pages: { link: 'next' } } },
    })
    expect(fine.mistakes).toEqual([])
    expect(differencesBetween(fine.connector, connector)).toEqual([
      '/operations/list/visibility',
      '/operations/list/pages',
      '/operations/count',
      '/schemas/A',
      '/test',
    ])
  })

  it('says where words are wrong, and is never what they name it', () => {
    const { mistakes, connector: read } = amendConnector(connector, {
      connector: { id: 'other', title: 'Other' },
      operations: { list: { https: 'GET /', effect: 'maybe' }, nothing: { title: 'x' } },
    })
    expect(mistakes.map(({ pointer }) => pointer)).toEqual(['/actions/list/https', '/actions/list/effect'])
    expect([read.id, read.title]).toEqual(['shop', 'Shop'])
  })
})
