import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fakeService, testConnector } from '@jackfield/core/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { httpFiles } from '../custom-format/http-file-format.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield-example-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function open(text: string, service: Awaited<ReturnType<typeof fakeService>>) {
  const path = join(folder, 'orders.http')
  await writeFile(path, text)
  return testConnector(path, { service, extensions: [httpFiles()] })
}

test('a format of one’s own makes a file a connector like any other', async () => {
  await using service = await fakeService({ 'GET /orders/{id}': ({ params }) => ({ json: { id: params.id ?? '' } }) })
  await using orders = await open('### Get order\nGET https://api.example.com/orders/{{orderId}}\n', service)
  expect((await orders.invoke('GetOrder', { orderId: '7' })).output).toEqual({ id: '7' })
  expect(service.requests[0]?.headers.host).toBe('api.example.com')
})

test('what is wrong is said with its line', async () => {
  await using service = await fakeService()
  const file = join(folder, 'orders.http')
  await expect(open('### Drop\n\nDELETE https://api.example.com/orders\n', service)).rejects.toMatchObject({
    problems: [expect.objectContaining({ code: 'method-unsafe', file, line: 3 })],
  })
  await expect(open('nothing\n', service)).rejects.toMatchObject({
    problems: [expect.objectContaining({ code: 'requests-missing' })],
  })
})
