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

test('names every problem of a broken manifest, in the file as the test named it', async () => {
  await using service = await fakeService()
  const path = await write(manifest.replace('effect: once', 'effect: twice'))
  await expect(testConnector(path, { service })).rejects.toMatchObject({
    code: 'connector-invalid',
    problems: expect.arrayContaining([expect.objectContaining({ file: path })]),
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

test('refuses a route that is none', async () => {
  await expect(fakeService({ 'get /items': {} })).rejects.toMatchObject({ code: 'argument-invalid' })
})
