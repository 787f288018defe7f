import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConnectorTest, type FakeService, fakeService, testConnector } from '@jackfield/core/testing'
import { afterEach, beforeEach } from 'vitest'
import { openapi } from '../src/index.ts'

export let folder: string
export let service: FakeService

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openapi-'))
  service = await fakeService()
})

afterEach(async () => {
  await service[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

export const file = (text: string, type = 'text/plain'): string =>
  `data:${type};base64,${Buffer.from(text).toString('base64')}`

export async function connected(
  paths: object,
  more: object = {},
  connection?: Parameters<typeof testConnector>[1]['connection'],
): Promise<ConnectorTest> {
  const document = {
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1' },
    servers: [{ url: 'https://api.example.com/v1' }],
    paths,
    ...more,
  }
  await writeFile(join(folder, 'shop.json'), JSON.stringify(document))
  return testConnector(join(folder, 'shop.json'), {
    service,
    extensions: [openapi()],
    ...(connection !== undefined && { connection }),
  })
}

export const answers = (type: string, schema: object = {}): object => ({
  200: { description: 'OK', content: { [type]: { schema } } },
})
export const array = { type: 'array', items: { type: 'string' } }
