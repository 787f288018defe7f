import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type ConnectorTest,
  type FakeAnswer,
  type FakeRequest,
  type FakeService,
  fakeService,
  testConnector,
} from '../../src/testing.ts'

const manifest = `
jackfield: 1
id: box
version: '1.0.0'
title: Box
servers: [{ url: 'https://box.example.com/v1' }]
securitySchemes: { key: { type: apiKey, in: query, name: key } }
triggers:
  arrived:
    title: Arrived
    input: { properties: { kind: { type: string } } }
    poll:
      http: GET /letters
      items: /letters
      every: 60s
      dedupe: { key: [/id] }
      cursor: { type: location }
    output: { type: object, required: [id], properties: { id: { type: string } } }
`

let folder: string
let service: FakeService
let box: ConnectorTest
/** What is answered at each of the service's places; what has none is nothing new. */
let answers: Record<string, FakeAnswer>
const letters = (...ids: string[]): { letters: { id: string }[] } => ({ letters: ids.map((id) => ({ id })) })
const asked = (): string[] => service.requests.map(({ path, query }) => `${path}?${query}`)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield-location-'))
  await writeFile(join(folder, 'box.yaml'), manifest)
  answers = {}
  const answer = ({ path, query }: FakeRequest): FakeAnswer =>
    answers[path + (query.get('from') ?? '')] ?? { status: 202 }
  service = await fakeService({ 'GET /v1/letters': answer, 'GET /v1/later': answer })
  box = await testConnector(join(folder, 'box.yaml'), { service, connection: { credentials: { key: 'k-1' } } })
})
afterEach(async () => {
  await box[Symbol.asyncDispose]()
  await service[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

describe('a cursor of type location', () => {
  it('asks what the answer before named, signed anew, and takes 202 for nothing new', async () => {
    answers['/v1/letters'] = { status: 202, headers: { location: '/v1/later?from=1' } }
    const listener = await box.listen('arrived', { kind: 'parcel' })
    expect(listener.events).toEqual([])
    answers['/v1/later1'] = {
      json: letters('a', 'b'),
      headers: { location: 'https://box.example.com/v1/later?from=2&key=k-1' },
    }
    expect((await listener.poll()).map(({ data }) => data)).toEqual([{ id: 'a' }, { id: 'b' }])
    expect(await listener.poll()).toEqual([])
    answers['/v1/later2'] = { json: letters('c') }
    expect((await listener.poll()).map(({ data }) => data)).toEqual([{ id: 'c' }])
    expect([...new Set(asked())]).toEqual([
      '/v1/letters?kind=parcel&key=k-1',
      '/v1/later?from=1&key=k-1',
      '/v1/later?from=2&key=k-1',
    ])
    expect(asked().filter((each) => each.startsWith('/v1/letters'))).toHaveLength(1)
  })

  it('takes what the first poll gives for known, and one item that is no array', async () => {
    answers['/v1/letters'] = { json: letters('old'), headers: { location: '/v1/later' } }
    const listener = await box.listen('arrived')
    expect(listener.events).toEqual([])
    answers['/v1/later'] = { json: { letters: { id: 'new' } } }
    expect((await listener.poll()).map(({ data }) => data)).toEqual([{ id: 'new' }])
    answers['/v1/later'] = { json: letters('old', 'new', 'newer') }
    expect((await listener.poll()).map(({ data }) => data)).toEqual([{ id: 'newer' }])
  })

  it('comes back when the service says, and not before', async () => {
    answers['/v1/letters'] = { status: 202, headers: { 'retry-after': '600' } }
    await box.listen('arrived')
    const before = service.requests.length
    await box.clock.advance(599_000)
    await sleep(50)
    expect(service.requests).toHaveLength(before)
    await box.clock.advance(2_000)
    await expect.poll(() => service.requests.length).toBe(before + 1)
  })

  it('goes to no other origin, and says what it found nowhere', async () => {
    const listener = await box.listen('arrived')
    answers['/v1/letters'] = { status: 202, headers: { location: 'https://elsewhere.example.com/v1/later' } }
    await expect(listener.poll()).rejects.toMatchObject({ code: 'origin-refused' })
    answers['/v1/letters'] = { json: { post: [] } }
    await expect(listener.poll()).rejects.toMatchObject({ code: 'result-missing' })
    expect(asked().every((each) => each.startsWith('/v1/letters?'))).toBe(true)
  })
})

describe('a cursor of type location with pages', () => {
  it('has the items of all pages, and goes on where the first one says', async () => {
    const paged = manifest
      .replace('id: box', 'id: paged')
      .replace('      cursor:', '      pages: { next: /next, max: 3 }\n      cursor:')
    await writeFile(join(folder, 'paged.yaml'), paged)
    await using test = await testConnector(join(folder, 'paged.yaml'), {
      service,
      connection: { credentials: { key: 'k-1' } },
    })
    answers['/v1/letters'] = { status: 202, headers: { location: '/v1/later?from=1' } }
    const listener = await test.listen('arrived')
    answers['/v1/later1'] = {
      json: { ...letters('a'), next: '/v1/later?from=page2' },
      headers: { location: '/v1/later?from=2' },
    }
    answers['/v1/laterpage2'] = { json: letters('b'), headers: { location: '/v1/later?from=nowhere' } }
    answers['/v1/later2'] = { json: { ...letters('c'), next: null } }
    expect((await listener.poll()).map(({ data }) => data)).toEqual([{ id: 'a' }, { id: 'b' }])
    expect((await listener.poll()).map(({ data }) => data)).toEqual([{ id: 'c' }])
    expect(asked().slice(-3)).toEqual([
      '/v1/later?from=1&key=k-1',
      '/v1/later?from=page2&key=k-1',
      '/v1/later?from=2&key=k-1',
    ])
  })
})
