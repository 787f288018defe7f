import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { action, defineConnector } from '../../src/sdk.ts'
import { fakeService, testConnector } from '../../src/testing.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield-testing-'))
})
afterEach(() => rm(folder, { recursive: true }))

const manifest = `
jackfield: 1
id: shop
version: '1.0.0'
title: Shop
servers: [{ url: 'https://shop.example.com/v1' }]
securitySchemes: { token: { type: bearer } }
actions:
  addItem:
    title: Add an item
    effect: once
    http: POST /items
    input: { required: [name], properties: { name: { type: string } } }
    output: { type: object, required: [id], properties: { id: { type: string } } }
`

async function write(text: string): Promise<string> {
  const path = join(folder, 'shop.yaml')
  await writeFile(path, text)
  return path
}

test('runs a manifest against a service that the test plays', async () => {
  await using service = await fakeService({
    'POST /v1/items': (request) => ({ status: 201, json: { id: `for ${JSON.stringify(request.json())}` } }),
  })
  const connection = { credentials: { token: 't-1' } }
  await using shop = await testConnector(await write(manifest), { service, connection })
  expect((await shop.invoke('addItem', { name: 'nut' })).output).toEqual({ id: 'for {"name":"nut"}' })
  expect(service.requests[0]?.headers.authorization).toBe('Bearer t-1')
  expect(service.requests[0]?.text()).toBe('{"name":"nut"}')
})

test('says what the fake service lacks, what its handler threw, and what does not fit the output', async () => {
  await using service = await fakeService()
  const connection = { credentials: { token: 't-1' } }
  await using shop = await testConnector(await write(manifest), { service, connection })
  await expect(shop.invoke('addItem', { name: 'nut' })).rejects.toThrow(/no POST \/v1\/items/)
  service.use({
    'POST /v1/items': () => {
      throw new Error('not today')
    },
  })
  await expect(shop.invoke('addItem', { name: 'nut' })).rejects.toThrow(/not today/)
  service.use({ 'POST /v1/items': { json: { id: 8 } } })
  await expect(shop.invoke('addItem', { name: 'nut' })).rejects.toMatchObject({ code: 'output-invalid' })
  service.use({ 'POST /v1/items': { lost: true } })
  await expect(shop.invoke('addItem', { name: 'nut' })).rejects.toMatchObject({ code: 'connection-lost', doubt: true })
})

test('takes what goes to a plain origin, where that is allowed', async () => {
  await using service = await fakeService({ 'POST /v1/items': { status: 201, json: { id: '8' } } })
  const options = { service, connection: { credentials: { token: 't-1' } } }
  const path = await write(manifest.replace('https://shop.example.com', 'http://127.0.0.1:4711'))
  await using refused = await testConnector(path, options)
  await expect(refused.invoke('addItem', { name: 'nut' })).rejects.toMatchObject({ code: 'origin-refused' })
  await using shop = await testConnector(path, { ...options, allowOrigins: ['http://127.0.0.1:4711'] })
  expect((await shop.invoke('addItem', { name: 'nut' })).output).toEqual({ id: '8' })
  expect(service.requests.map(({ headers }) => headers.host)).toEqual(['127.0.0.1:4711'])
})

test('says that there is nothing at a path', async () => {
  await using service = await fakeService()
  await expect(testConnector(join(folder, 'shpo.yaml'), { service })).rejects.toMatchObject({
    code: 'argument-invalid',
    message: expect.stringContaining('shpo.yaml'),
  })
})

test('names every problem of a broken manifest, in the file as the test named it', async () => {
  await using service = await fakeService()
  const path = await write(manifest.replace('effect: once', 'effect: twice'))
  await expect(testConnector(path, { service })).rejects.toMatchObject({
    code: 'connector-invalid',
    problems: expect.arrayContaining([expect.objectContaining({ file: path })]),
  })
})

test('says where it looked for a connector that is not there', async () => {
  await using service = await fakeService()
  await expect(testConnector('nowhere/shop.yaml', { service })).rejects.toMatchObject({
    code: 'argument-invalid',
    message: expect.stringContaining(join(process.cwd(), 'nowhere/shop.yaml')),
  })
})

test('runs a connector that the host defines', async () => {
  const rules = defineConnector({
    id: 'rules',
    version: '1.0.0',
    title: 'Rules',
    actions: {
      double: action({
        effect: 'read',
        input: { required: ['n'], properties: { n: { type: 'number' } } },
        output: { type: 'number' },
        run: ({ n }) => n * 2,
      }),
    },
  })
  await using service = await fakeService()
  await using tested = await testConnector(rules, { service })
  expect((await tested.invoke('double', { n: 2 })).output).toBe(4)
})

test('connects an extension by what it extends, which lies beside it', async () => {
  const base = await write(manifest)
  const extension = join(folder, 'more.yaml')
  await writeFile(
    extension,
    `
jackfield: 1
id: shop-more
version: '1.0.0'
title: More of the shop
extends: shop
actions:
  getItem:
    title: Get an item
    http: GET /items/{id}
    input: { required: [id], properties: { id: { type: string } } }
    output: { type: object }
`,
  )
  await using service = await fakeService({ 'GET /v1/items/{id}': { json: {} } })
  const connection = { credentials: { token: 't-1' } }
  await using shop = await testConnector(extension, { service, connection, beside: [base] })
  expect(shop.connection?.connector).toBe('shop')
  await shop.invoke('getItem', { id: '8' })
  expect(service.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer t-1'])
  await expect(testConnector(extension, { service, connection })).rejects.toMatchObject({
    code: 'connector-invalid',
    problems: [expect.objectContaining({ code: 'extends-missing', file: extension })],
  })
})

const bell = `
jackfield: 1
id: bell
version: '1.0.0'
title: Bell
servers: [{ url: 'https://bell.example.com' }]
securitySchemes: { token: { type: bearer } }
triggers:
  rung:
    title: Rung
    webhook:
      subscribe: { http: POST /hooks, body: { url: '{webhook.url}', secret: '{webhook.secret}' }, keep: { id: /id } }
      unsubscribe: { http: 'DELETE /hooks/{id}' }
      verify: { token: { header: X-Token, secret: generated } }
      items: ''
      dedupe: { key: [/id], window: 1d }
    output: { type: object, required: [id], properties: { id: { type: string } } }
  heard:
    title: Heard
    poll: { http: GET /rings, items: '', every: 60s, dedupe: { key: [/id], window: 1d } }
    output: { type: object, required: [id], properties: { id: { type: string } } }
`

test('plays the service that calls a webhook', async () => {
  await using service = await fakeService({ 'POST /hooks': { json: { id: 'h-1' } }, 'GET /rings': { json: [] } })
  const connection = { credentials: { token: 't-1' } }
  await using tested = await testConnector(await write(bell), { service, connection })
  const rung = await tested.listen('rung')
  const told = service.requests[0]?.json()
  expect(told).toEqual({ url: rung.url, secret: expect.any(String) })
  const token = (told as { readonly secret: string }).secret
  const delivery = { body: '{"id":"1"}', headers: { 'content-type': 'application/json' } }
  const refused = await rung.receive(delivery)
  expect([refused.response.status, refused.events]).toEqual([401, []])
  const taken = await rung.receive({ ...delivery, headers: { ...delivery.headers, 'x-token': token } })
  expect([taken.response.status, taken.events]).toMatchObject([200, [{ data: { id: '1' } }]])
  expect((await rung.receive({ method: 'PUT', body: '{}' })).response.status).toBe(405)

  const heard = await tested.listen('heard')
  expect(heard.url).toBeUndefined()
  await expect(heard.receive({ body: '{}' })).rejects.toMatchObject({ code: 'argument-invalid' })
})

test('refuses a route that is none', async () => {
  await expect(fakeService({ 'get /items': {} })).rejects.toMatchObject({ code: 'argument-invalid' })
})
