import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createKernel, type Json, type Kernel, sqlite } from '@jackfield/core'
import { type FakeService, fakeService } from '@jackfield/core/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../express-host/create-app.ts'

const connector = (name: string): string =>
  fileURLToPath(new URL(`../../../plugins/connectors/${name}`, import.meta.url))
const users = new Map([
  ['a', { name: 'asha', organisation: 'pune', session: 'session-a' }],
  ['n', { name: 'nils', organisation: 'kiruna', session: 'session-n' }],
])
const key = new Uint8Array(32).fill(7)

let folder: string
let service: FakeService
let kernel: Kernel
let server: Server

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield-example-'))
  for (const dir of ['everybody', 'pune', 'kiruna']) await mkdir(join(folder, dir))
  await cp(connector('zoho-inventory'), join(folder, 'everybody', 'zoho-inventory'), { recursive: true })
  await cp(connector('production-tracker'), join(folder, 'pune', 'production-tracker'), { recursive: true })
  service = await fakeService({ 'GET /api/orders': { json: { orders: [] } } })
  kernel = await createKernel({
    plugins: [
      { dir: join(folder, 'everybody') },
      { dir: join(folder, 'pune'), scope: 'organisation:pune' },
      { dir: join(folder, 'kiruna'), scope: 'organisation:kiruna' },
    ],
    store: sqlite(':memory:'),
    keyProvider: { name: 'of the test', key: async () => key },
    connectTo: { '*': service.origin },
    publicUrl: 'https://app.example.com/jackfield',
  })
  server = createApp(kernel, (token = '') => users.get(token)).listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(async () => {
  server.close()
  server.closeAllConnections()
  await kernel[Symbol.asyncDispose]()
  await service[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

async function ask(token: string, line: string, body?: Json): Promise<{ status: number; body: unknown }> {
  const [method = '', path = ''] = line.split(' ')
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { 'x-token': token, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    body: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
  }
}

const idsOf = ({ body }: { readonly body: unknown }): readonly string[] =>
  (body as { id: string }[]).map(({ id }) => id)

const tracker = {
  connector: 'production-tracker',
  settings: { host: 'tracker.example.com' },
  credentials: { key: 'k' },
}

test('each organisation has its own connectors and connections', async () => {
  expect(idsOf(await ask('a', 'GET /connectors'))).toEqual(['production-tracker', 'zoho-inventory'])
  expect(idsOf(await ask('n', 'GET /connectors'))).toEqual(['zoho-inventory'])
  expect(await ask('n', 'GET /connectors/zoho-inventory')).toMatchObject({
    status: 200,
    body: { operations: expect.arrayContaining([expect.objectContaining({ name: 'zoho-inventory.adjustStock' })]) },
  })
  expect(await ask('n', 'GET /connectors/production-tracker')).toMatchObject({ status: 404 })
  const { status, body } = await ask('a', 'POST /connections', tracker)
  expect(status).toBe(201)
  const call = { connection: (body as { id: string }).id }
  expect(await ask('a', 'POST /operations/production-tracker.listOrders', call)).toMatchObject({
    status: 200,
    body: { output: { orders: [] } },
  })
  expect(await ask('n', 'POST /operations/production-tracker.listOrders', call)).toMatchObject({ status: 422 })
  expect(idsOf(await ask('n', 'GET /connections'))).toEqual([])
  expect(await ask('x', 'GET /connections')).toMatchObject({ status: 401 })
})

test('a connector that is carried to another organisation works there, with the connections of that one', async () => {
  await cp(connector('production-tracker'), join(folder, 'kiruna', 'production-tracker'), { recursive: true })
  await kernel.rescan()
  await expect
    .poll(async () => idsOf(await ask('n', 'GET /connectors')), { timeout: 5_000 })
    .toContain('production-tracker')
  const { body } = await ask('n', 'POST /connections', { ...tracker, credentials: { key: 'of-kiruna' } })
  await ask('n', 'POST /operations/production-tracker.listOrders', { connection: (body as { id: string }).id })
  expect(service.requests.at(-1)?.headers['x-api-key']).toBe('of-kiruna')
})

test('what comes from outside finds the kernel under the path that it is mounted at', async () => {
  expect(await ask('', 'POST /jackfield/webhooks/unknown', {})).toMatchObject({ status: 404 })
  expect(await ask('', 'POST /jackfield/oauth/callback', {})).toMatchObject({ status: 405 })
})
