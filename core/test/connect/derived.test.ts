import { expect, test } from 'vitest'
import type { DeriveRequest } from '../../src/connect/index.ts'
import { type Connector, dict, type Json } from '../../src/model/index.ts'
import { call } from './calls.ts'
import { connectorOf, operation, server } from './connector.ts'
import { json, type Loopback, serveAnswers } from './loopback.ts'
import { openRoom, type Room } from './room.ts'

const accounts = 'https://accounts.example.com'
const credentials = { clientId: 'planted-client', clientSecret: 'planted-secret', refreshToken: 'planted-refresh' }
const filled = { organisation: 'pune', connector: 'stock', credentials }
const apiDomain = { from: 'token', at: '/api_domain', pattern: '^https://(www\\.stock\\.[a-z]+)$' } as const

const connector = (derived: Connector['derived'] = { apiDomain }): Connector => ({
  ...connectorOf({
    id: 'stock',
    servers: [server('https://{api}/v1', { api: { from: 'derived.apiDomain', pattern: '^www\\.stock\\.(eu|in)$' } })],
    schemes: {
      oauth: { type: 'oauth2', flows: { refreshToken: { tokenUrl: `${accounts}/token`, variables: {}, scopes: {} } } },
    },
  }),
  ...(derived && { derived }),
})

interface Scene extends AsyncDisposable {
  readonly room: Room
  readonly asked: Loopback & { readonly arrived: readonly unknown[] }
  /** What the token endpoint answers besides its tokens. */
  answer: { [name: string]: Json }
  refused: boolean
}

async function scene(own = connector(), derive?: (asked: DeriveRequest) => Promise<Json>): Promise<Scene> {
  let tokens = 0
  const asked = await serveAnswers((_arrived, response) =>
    on.refused
      ? json(response, { error: 'invalid_grant' }, 400)
      : json(response, {
          access_token: `planted-token-${++tokens}`,
          token_type: 'Bearer',
          expires_in: 3600,
          ...on.answer,
        }),
  )
  const service = await serveAnswers((_arrived, response) => json(response, {}))
  const connectTo = {
    [accounts]: asked.address,
    'https://www.stock.eu': service.address,
    'https://www.stock.in': service.address,
  }
  const room = await openRoom(own, { connectTo, ...(derive && { derive }) })
  const on: Scene = {
    room,
    asked,
    answer: { api_domain: 'https://www.stock.eu' },
    refused: false,
    async [Symbol.asyncDispose]() {
      await room[Symbol.asyncDispose]()
      await asked[Symbol.asyncDispose]()
      await service[Symbol.asyncDispose]()
    },
  }
  return on
}

test('a value of the token answer fills the server, and the grants are of it', async () => {
  await using on = await scene()
  const made = await on.room.connections.add(filled)
  expect(made.derived).toEqual({ apiDomain: 'www.stock.eu' })
  expect(made.grants).toContainEqual({
    credential: 'accessToken',
    origin: 'https://www.stock.eu',
    placement: 'header Authorization',
  })
  expect((await call(on.room, made.id)).status).toBe(200)
  expect(on.asked.arrived).toHaveLength(1)
  on.room.clock.forward(3_600_000)
  expect((await call(on.room, made.id)).status).toBe(200)
  expect(on.asked.arrived).toHaveLength(2)
})

test.each([
  ['another', 'https://www.stock.in'],
  ['one that does not match', 'https://www.evil.example'],
])('a later token answer with %s moves no origin: the connection waits', async (_what, later) => {
  await using on = await scene()
  const { id } = await on.room.connections.add(filled)
  on.answer = { api_domain: later }
  on.room.clock.forward(3_600_000)
  const waits = { code: 'connection-needs-reauthorisation', message: expect.stringContaining('"apiDomain"') }
  await expect(call(on.room, id)).rejects.toMatchObject(waits)
  const stored = await on.room.connections.get(id)
  expect(stored).toMatchObject({ status: 'needs-reauthorisation', derived: { apiDomain: 'www.stock.eu' } })
  on.answer = { api_domain: 'https://www.stock.in' }
  const again = await on.room.connections.reauthorise(id, { credentials })
  expect(again).toMatchObject({ status: 'ready', derived: { apiDomain: 'www.stock.in' } })
  expect((await call(on.room, id)).status).toBe(200)
})

test('a later answer that says nothing of it changes nothing', async () => {
  await using on = await scene()
  const { id } = await on.room.connections.add(filled)
  on.answer = {}
  on.room.clock.forward(3_600_000)
  expect((await call(on.room, id)).status).toBe(200)
})

test.each([
  ['is missing', {}],
  ['is no text', { api_domain: ['https://www.stock.eu'] }],
  ['does not match', { api_domain: 'https://www.stock.eu.evil.example' }],
  ['repeats a credential', { api_domain: 'planted-secret' }],
])('an answer whose value %s makes no connection', async (complaint, answer) => {
  await using on = await scene()
  on.answer = answer
  const adding = on.room.connections.add(filled)
  await expect(adding).rejects.toMatchObject({
    code: 'connection-invalid',
    problems: [{ code: 'derived-invalid', message: expect.stringContaining(complaint), pointer: '/derived/apiDomain' }],
  })
  expect(await adding.catch((error: Error) => JSON.stringify([error, error.message]))).not.toContain('planted')
  expect(await on.room.connections.list()).toEqual([])
})

test('what the pattern of the variable does not admit makes no connection', async () => {
  await using on = await scene()
  on.answer = { api_domain: 'https://www.stock.cn' }
  await expect(on.room.connections.add(filled)).rejects.toMatchObject({
    code: 'connection-invalid',
    message: expect.stringContaining('Derived value "apiDomain" does not match'),
  })
})

test('a token that is refused makes no connection, and says so', async () => {
  await using on = await scene()
  on.refused = true
  await expect(on.room.connections.add(filled)).rejects.toMatchObject({
    code: 'token-refused',
    message: expect.stringContaining('invalid_grant'),
  })
  expect(await on.room.connections.list()).toEqual([])
})

test('an operation answers for a connection that is being made', async () => {
  const own = connector({ apiDomain, account: { from: { operation: 'getAccount' }, at: '/id' } })
  const withOperation = { ...own, operations: dict([['getAccount', { ...operation, id: 'getAccount' }]]) }
  const seen: object[] = []
  await using on = await scene(withOperation, async ({ connection, organisation, operation: asked }) => {
    seen.push({
      organisation,
      asked,
      stored: (await on.room.connections.list()).length,
      status: (await call(on.room, connection)).status,
    })
    return { id: 7 }
  })
  const made = await on.room.connections.add(filled)
  expect(made.derived).toEqual({ apiDomain: 'www.stock.eu', account: 7 })
  expect(seen).toEqual([{ organisation: 'pune', asked: 'getAccount', stored: 0, status: 200 }])
  expect((await call(on.room, made.id)).status).toBe(200)
  expect(on.asked.arrived).toHaveLength(1)
})

test('an operation that fails makes no connection, and leaves nothing behind', async () => {
  const own = connector({ apiDomain, account: { from: { operation: 'getAccount' }, at: '/id' } })
  await using on = await scene(own, async () => {
    const { operationFailed } = await import('../../src/errors/index.ts')
    throw operationFailed('It answered 403.', { status: 403 })
  })
  await expect(on.room.connections.add(filled)).rejects.toMatchObject({
    code: 'connection-invalid',
    status: 403,
    message: expect.stringContaining('getAccount'),
  })
  expect(await on.room.connections.list()).toEqual([])
})
