import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ConnectorTest, type FakeAnswer, type FakeService, fakeService, testConnector } from '../../src/testing.ts'

const manifest = `
jackfield: 1
id: bell
version: '1.0.0'
title: Bell
servers: [{ url: 'https://bell.example.com/v1' }]
securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
triggers:
  rang:
    title: Rang
    webhook:
      subscribe:
        http: POST /hooks
        body: { url: '{webhook.url}' }
        keep: { location: { header: Location } }
      unsubscribe: { http: 'DELETE {location}' }
      verify: { url: true }
      items: ''
      dedupe: { key: [/id] }
    output: { type: object, required: [id], properties: { id: { type: string } } }
`

let folder: string
let service: FakeService
let bell: ConnectorTest
let subscribed: FakeAnswer
const ended = (): string[] =>
  service.requests.flatMap(({ method, path, query, headers }) =>
    method === 'DELETE' ? [`${path}?${query} ${headers['x-key']}`] : [],
  )

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield-kept-'))
  await writeFile(join(folder, 'bell.yaml'), manifest)
  service = await fakeService({
    'POST /v1/hooks': () => subscribed,
    'DELETE /v1/hooks/{id}': { status: 204 },
  })
  bell = await testConnector(join(folder, 'bell.yaml'), { service, connection: { credentials: { key: 'k-1' } } })
})
afterEach(async () => {
  await bell[Symbol.asyncDispose]()
  await service[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const leave = (): Promise<void> => bell.kernel.usages.remove({ organisation: 'test', id: 'test' })

describe('a subscription that the service names by Location', () => {
  it('is ended there, signed', async () => {
    subscribed = { status: 201, headers: { location: '/v1/hooks/7?v=2' } }
    const listener = await bell.listen('rang')
    const { events } = await listener.receive({ body: '{"id":"1"}', headers: { 'content-type': 'application/json' } })
    expect(events.map(({ data }) => data)).toEqual([{ id: '1' }])
    await leave()
    await expect.poll(ended).toEqual(['/v1/hooks/7?v=2 k-1'])
  })

  it('is left to itself where the service named nothing', async () => {
    subscribed = { status: 201, json: {} }
    await bell.listen('rang')
    await leave()
    await sleep(100)
    expect(ended()).toEqual([])
  })

  it('is ended on no other origin', async () => {
    subscribed = { status: 201, headers: { location: 'https://elsewhere.example.com/v1/hooks/7' } }
    await bell.listen('rang')
    await leave()
    await sleep(100)
    expect(ended()).toEqual([])
  })
})
