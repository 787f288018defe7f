import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connector, JsonObject, Problem } from '@jackfield/core'
import { fakeService, testConnector, validateConnector } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { openapi, openapiExporter, openapiFormat } from '../src/index.ts'

const document = (servers: readonly object[]): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Ground', version: '1' },
    servers,
    paths: { '/it': { get: { operationId: 'it', responses: { 200: { description: 'OK' } } } } },
  })
const at = (url: string, variables: Record<string, object> = {}, more: object = {}): object => ({
  url,
  variables,
  ...more,
})
const region = (...values: string[]): Record<string, object> => ({
  region: { enum: values, default: values[0], description: 'The region' },
})

async function read(servers: readonly object[]): Promise<{ connector: Connector; problems: readonly Problem[] }> {
  const files = [{ path: 'ground.json', bytes: new TextEncoder().encode(document(servers)) }]
  const { connector, problems } = await openapiFormat().read({
    name: 'ground.json',
    path: 'ground.json',
    kind: 'file',
    files,
  })
  if (connector === undefined) throw new Error('it was not read')
  return { connector, problems }
}

/** Which host a connection with these settings calls, and at which path. */
async function called(servers: readonly object[], settings: JsonObject): Promise<string> {
  await using undo = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'openapi-servers-'))
  undo.defer(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'ground.json'), document(servers))
  const service = undo.use(await fakeService({ 'GET /it': { json: {} }, 'GET /{a}/it': { json: {} } }))
  const options = { service, extensions: [openapi()], connection: { settings } }
  const ground = undo.use(await testConnector(join(folder, 'ground.json'), options))
  await ground.invoke('it')
  const [request] = service.requests
  return `${request?.headers.host}${request?.path}`
}

const world = [
  at('http://ground.{region}.example.com', region('us-1', 'eu-1')),
  at('https://ground.{region}.example.com', region('us-1', 'eu-1')),
  at('https://ground.{region}.example.cn', region('cn-1')),
]
const stages = [
  at('https://{stage}.example.com/{version}', {
    stage: { enum: ['test', 'live'], default: 'live' },
    version: { enum: ['v1', 'v2'], default: 'v2' },
  }),
  at('https://old.example.com', {}, { description: 'The old one' }),
]

describe('one of several servers', () => {
  it.each<[string, readonly object[], JsonObject, string]>([
    ['by the value that only one of them has', world, { region: 'cn-1' }, 'ground.cn-1.example.cn/it'],
    ['the same way, of the first', world, { region: 'eu-1' }, 'ground.eu-1.example.com/it'],
    ['by default', world, {}, 'ground.us-1.example.com/it'],
    ['by its URL', stages, { server: 'https://test.example.com/v1' }, 'test.example.com/v1/it'],
    ['by its URL, without variables', stages, { server: 'https://old.example.com' }, 'old.example.com/it'],
    ['by default, each variable with its own', stages, {}, 'live.example.com/v2/it'],
  ])('is chosen %s', async (_name, servers, settings, expected) => {
    expect(await called(servers, settings)).toBe(expected)
  })

  it.each([
    [world, { region: 'mars-1' }],
    [stages, { server: 'https://evil.example' }],
  ])('is one of those that there are: %#', async (servers, settings) => {
    await expect(called(servers, settings)).rejects.toMatchObject({ code: 'connection-invalid' })
  })

  it('is told to be in the clear where it is', async () => {
    const { connector } = await read([at('http://a.example.com'), at('http://b.example.com')])
    const told = validateConnector(connector, (pointer) => ({ pointer }))
    expect(connector.servers).toMatchObject([{ url: '{server}' }])
    expect(told).toMatchObject([
      { code: 'url-plain', severity: 'warning', message: expect.stringContaining('http://a.example.com') },
    ])
  })

  it('is the same after it was exported and read again', async () => {
    for (const servers of [world, stages]) {
      const { connector } = await read(servers)
      const { document: written } = await openapiExporter().write(connector)
      const bytes = new TextEncoder().encode(JSON.stringify(written))
      const entry = { name: 'ground', path: 'ground', kind: 'file', files: [{ path: 'ground.json', bytes }] } as const
      const again = await openapiFormat().read(entry)
      expect([again.connector?.servers, again.connector?.settings]).toEqual([connector.servers, connector.settings])
    }
  })

  it.each([
    ['text', at('https://{tenant}.example.com', { tenant: { default: 'acme' } })],
    [
      'too much',
      at('https://{a}{b}.example.com', {
        a: { enum: numbers(20), default: '1' },
        b: { enum: numbers(20), default: '1' },
      }),
    ],
  ])('is the first, and that is told, where another may be %s', async (_what, other) => {
    const { connector, problems } = await read([at('https://one.example.com'), other])
    expect(connector.servers).toEqual([{ url: 'https://one.example.com', variables: {} }])
    expect(problems).toMatchObject([{ code: 'server-choice', severity: 'warning', pointer: '/servers/0' }])
  })
})

function numbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1))
}
