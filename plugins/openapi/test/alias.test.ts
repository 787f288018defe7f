import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, type Kernel, sqlite } from '@jackfield/core'
import { type FakeService, fakeService } from '@jackfield/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openapi } from '../src/index.ts'

let folder: string
let service: FakeService

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openapi-'))
  service = await fakeService({ 'GET /orders/{id}': ({ params }) => ({ json: { id: params.id ?? '' } }) })
})

afterEach(async () => {
  await service[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

async function write(operation: object): Promise<void> {
  const parameters = [{ name: 'orderId', in: 'path', required: true, schema: { type: 'string' } }]
  const schema = { type: 'object', properties: { id: { type: 'string' } } }
  const responses = { 200: { description: 'OK', content: { 'application/json': { schema } } } }
  const paths = { '/orders/{orderId}': { get: { parameters, responses, ...operation } } }
  const document = {
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1' },
    servers: [{ url: 'https://api.example.com' }],
    paths,
  }
  await writeFile(join(folder, '.shop'), JSON.stringify(document))
  await rename(join(folder, '.shop'), join(folder, 'shop.json'))
}

function changed(kernel: Kernel): Promise<unknown> {
  return new Promise((resolve) => {
    kernel.on('connector:changed', resolve)
    kernel.on('connector:held', resolve)
  })
}

describe('an operation that the document names later', () => {
  it('goes on under its generated name, and nothing is held', async () => {
    await write({})
    await using kernel = await createKernel({
      plugins: [{ dir: folder, scope: 'host' }],
      extensions: [openapi()],
      store: sqlite(':memory:'),
      connectTo: { '*': service.origin },
    })
    const use = { organisation: 'pune', dependent: 'flow', operation: 'shop.get-orders-orderId' } as const
    await kernel.usages.put(
      { organisation: 'pune', id: 'flow', edition: '1' },
      [{ step: 'one', operation: use.operation, supplies: [], reads: [] }],
      { complete: true },
    )
    const invoke = () =>
      kernel.invoke(use.operation, { organisation: 'pune', dependent: 'flow', step: 'one', input: { orderId: '7' } })
    expect((await invoke()).output).toEqual({ id: '7' })
    const change = changed(kernel)
    await write({ operationId: 'getOrder' })
    await change
    expect(await kernel.changes.list({ organisation: 'pune' })).toEqual([])
    expect((await invoke()).output).toEqual({ id: '7' })
    expect((await kernel.invoke('shop.getOrder', { organisation: 'pune', input: { orderId: '8' } })).output).toEqual({
      id: '8',
    })
  })
})
