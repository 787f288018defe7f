import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { ConnectionInput } from '../../src/connect/index.ts'
import { operationFailed } from '../../src/errors/index.ts'
import type { ConnectionId, Connector } from '../../src/model/index.ts'
import { connectorOf, dataCentred, hosted, keyInHeader, operation, server } from './connector.ts'
import { openRoom } from './room.ts'

const tracker: ConnectionInput = {
  organisation: 'pune',
  connector: 'tracker',
  settings: { host: 'a.example.com' },
  credentials: { key: 'planted-secret' },
}

test('adds, lists, gets and removes; credentials never come back out', async () => {
  await using room = await openRoom(connectorOf(hosted))
  const { connections } = room
  const added = await connections.add(tracker)
  expect(added).toMatchObject({ organisation: 'pune', connector: 'tracker', scheme: 'key', status: 'ready' })
  expect(added.grants).toEqual([{ credential: 'key', origin: 'https://a.example.com', placement: 'header X-Api-Key' }])
  await connections.add({ ...tracker, organisation: 'delhi' })
  const listed = await connections.list({ organisation: 'pune' })
  expect(listed.map(({ id }) => id)).toEqual([added.id])
  for (const shown of [added, await connections.get(added.id), listed])
    expect(inspect(shown, { showHidden: true, depth: null }) + JSON.stringify(shown)).not.toContain('planted')
  await connections.remove(added.id)
  for (const gone of [
    () => connections.get(added.id),
    () => connections.remove(added.id),
    () => connections.test(added.id),
  ])
    await expect(gone()).rejects.toMatchObject({ code: 'connection-unknown' })
})

test('says everything that is wrong at once, with the nearest name, and nothing of a value', async () => {
  await using room = await openRoom(
    connectorOf({
      ...hosted,
      settings: { ...hosted.settings, properties: { host: { type: 'string' }, zone: { enum: ['a'] } } } as never,
    }),
  )
  const adding = room.connections.add({
    ...tracker,
    settings: { hots: 'a.example.com', zone: 'planted-setting' },
    credentials: { kee: 'planted-secret' },
  })
  const error = await adding.catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'connection-invalid' })
  const { problems } = error as { problems: readonly { code: string; pointer: string; hint?: string }[] }
  expect(problems.map(({ code, pointer, hint }) => [code, pointer, hint ?? ''].join(' ')).sort()).toEqual([
    'credential-missing /credentials/key ',
    'credential-unknown /credentials/kee Did you mean "key"?',
    expect.stringMatching(/^setting-invalid \/settings(\/host)? /),
    expect.stringMatching(/^setting-invalid \/settings\/zone/),
    'setting-unknown /settings/hots Did you mean "host"?',
  ])
  expect(inspect(error, { depth: null })).not.toContain('planted')
  expect(await room.connections.list()).toEqual([])
})

test.each<[string, Partial<ConnectionInput>, string]>([
  ['a setting that its pattern refuses', { settings: { host: 'evil.com' } }, 'setting-invalid /settings/host'],
  ['an empty key', { credentials: { key: '' } }, 'credential-missing /credentials/key'],
  ['a key with a line break', { credentials: { key: 'planted-secret\n' } }, 'credential-invalid /credentials/key'],
  ['a key that a header cannot carry', { credentials: { key: 'planted-secrét' } }, 'credential-invalid /credentials'],
  ['a key that is no text', { credentials: { key: 42 as never } }, 'credential-invalid /credentials/key'],
  ['settings that are no object', { settings: [] as never }, 'setting-invalid /settings'],
  ['an unknown scheme', { scheme: 'kye' }, 'scheme-unknown /scheme'],
  ['no authentication where it is asked for', { scheme: null }, 'scheme-unknown /scheme'],
])('refuses %s', async (_name, wrong, expected) => {
  await using room = await openRoom(connectorOf(hosted))
  const error = await room.connections.add({ ...tracker, ...wrong }).catch((thrown: unknown) => thrown)
  const { problems } = error as { problems: readonly { code: string; pointer: string }[] }
  expect(problems.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([expected])
  expect(inspect(error)).not.toContain('planted')
})

test('asks which scheme where there are several, and takes the one named', async () => {
  const connector = connectorOf({ schemes: { key: keyInHeader, login: { type: 'http', scheme: 'basic' } } })
  await using room = await openRoom(connector)
  const filled = { organisation: 'pune', connector: 'tracker', credentials: { username: 'u', password: 'p' } }
  await expect(room.connections.add(filled)).rejects.toMatchObject({
    problems: [{ code: 'scheme-missing', hint: 'Choose scheme: "key" or "login".' }],
  })
  expect(await room.connections.add({ ...filled, scheme: 'login' })).toMatchObject({ scheme: 'login' })
  await expect(room.connections.add({ ...filled, scheme: 'login', credentials: {} })).rejects.toMatchObject({
    problems: [{ code: 'credential-missing', pointer: '/credentials' }],
  })
})

test('a connection without authentication needs no key and keeps no secret', async () => {
  await using room = await openRoom(connectorOf(), { keyProvider: undefined })
  const added = await room.connections.add({ organisation: 'pune', connector: 'tracker' })
  expect(added).toMatchObject({ scheme: null, grants: [] })
  expect((await room.store.tables.connections.get(added.id))?.sealed).toBeNull()
  await expect(
    room.connections.add({ organisation: 'pune', connector: 'tracker', credentials: { key: 'k' } }),
  ).rejects.toMatchObject({ problems: [{ code: 'credential-unknown' }] })
})

test('without a key provider nothing is kept, and the hint says how to get one', async () => {
  await using room = await openRoom(connectorOf(hosted), { keyProvider: undefined })
  await expect(room.connections.add(tracker)).rejects.toMatchObject({
    code: 'key-missing',
    hint: expect.stringContaining('keyFile'),
  })
  expect(await room.connections.list()).toEqual([])
})

test('optional authentication: by what was entered', async () => {
  await using room = await openRoom(connectorOf({ schemes: { key: keyInHeader }, security: [['key'], []] }))
  const filled = { organisation: 'pune', connector: 'tracker' }
  expect((await room.connections.add(filled)).scheme).toBeNull()
  expect((await room.connections.add({ ...filled, credentials: { key: 'k' } })).scheme).toBe('key')
})

test("fills a setting's default in, and keeps settings as they were entered otherwise", async () => {
  const settings = { properties: { region: { type: 'string', default: 'eu' }, note: { type: 'string' } } }
  const variables = { region: { from: 'settings.region', map: { eu: 'api.example.eu' } } }
  await using room = await openRoom(connectorOf({ settings, servers: [server('https://{region}', variables)] }))
  const added = await room.connections.add({ organisation: 'pune', connector: 'tracker', settings: { note: 'n' } })
  expect({ ...added.settings }).toEqual({ region: 'eu', note: 'n' })
})

test('an unknown connector is said to be one', async () => {
  await using room = await openRoom(connectorOf(hosted))
  await expect(room.connections.add({ ...tracker, connector: 'other' })).rejects.toMatchObject({
    code: 'connector-unknown',
  })
})

test('a test says how it went, and what to do about a refused key', async () => {
  const outcomes = [undefined, operationFailed('GET /orders answered 401.', { status: 401 }), new TypeError('a bug')]
  await using room = await openRoom(connectorOf(hosted), {
    async tryOut() {
      const outcome = outcomes.shift()
      if (outcome !== undefined) throw outcome
    },
  })
  const { id } = await room.connections.add(tracker)
  expect(await room.connections.test(id)).toEqual({ ok: true })
  expect(await room.connections.test(id)).toEqual({
    ok: false,
    code: 'operation-failed',
    message: 'GET /orders answered 401.',
    hint: expect.stringContaining(`reauthorise("${id}"`),
  })
  await expect(room.connections.test(id)).rejects.toThrow('a bug')
})

test('beyond: the connections of one organisation that a revision would send elsewhere', async () => {
  await using room = await openRoom(connectorOf(hosted))
  const one = await room.connections.add(tracker)
  await room.connections.add({ ...tracker, organisation: 'delhi' })
  expect(await room.connections.beyond('pune', connectorOf(hosted))).toEqual([])
  const moved = connectorOf({ ...hosted, servers: [server('https://b.example.com')] })
  expect(await room.connections.beyond('pune', moved)).toMatchObject([
    { connection: { id: one.id }, grants: [{ credential: 'key', origin: 'https://b.example.com' }] },
  ])
})

test('marked connections wait for their secrets; a transaction that fails marks nothing', async () => {
  await using room = await openRoom(connectorOf(hosted))
  const { connections, store } = room
  const { id } = await connections.add(tracker)
  const failing = store.transaction('approve', async (tables) => {
    await connections.markNeedsReauthorisation([id, 'con_gone' as ConnectionId], tables)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect((await connections.get(id)).status).toBe('ready')
  await store.transaction('approve', (tables) => connections.markNeedsReauthorisation([id], tables))
  expect((await connections.get(id)).status).toBe('needs-reauthorisation')
  await connections.reauthorise(id, { credentials: { key: 'k-2' } })
  expect((await connections.get(id)).status).toBe('ready')
})

test('reauthorise gives new credentials to where the active revision sends them', async () => {
  await using room = await openRoom(connectorOf(hosted))
  const { id } = await room.connections.add(tracker)
  room.connector = connectorOf({ ...hosted, servers: [server('https://b.example.com')] })
  const after = await room.connections.reauthorise(id, { credentials: { key: 'k-2' } })
  expect(after.grants.map(({ origin }) => origin)).toEqual(['https://b.example.com'])
  expect({ ...after.settings }).toEqual({ host: 'a.example.com' })
  await expect(room.connections.reauthorise(id, { credentials: { kee: 'k' } })).rejects.toMatchObject({
    code: 'connection-invalid',
  })
})

test('a setting that decides where secrets go asks for them again; another does not', async () => {
  await using room = await openRoom(connectorOf(hosted))
  const { id } = await room.connections.add(tracker)
  const noted = await room.connections.reauthorise(id, { settings: { host: 'a.example.com', note: 'n' } })
  expect({ ...noted.settings }).toEqual({ host: 'a.example.com', note: 'n' })
  const moving = room.connections.reauthorise(id, { settings: { host: 'b.example.com' } })
  await expect(moving).rejects.toMatchObject({
    code: 'connection-invalid',
    problems: [{ code: 'credential-missing', pointer: '/settings/host' }],
  })
  expect({ ...(await room.connections.get(id)).settings }).toMatchObject({ host: 'a.example.com' })
  const moved = await room.connections.reauthorise(id, {
    settings: { host: 'b.example.com' },
    credentials: { key: 'k-2' },
  })
  expect(moved.grants).toMatchObject([{ origin: 'https://b.example.com' }])
})

test("the token endpoint's settings count too", async () => {
  await using room = await openRoom(connectorOf(dataCentred))
  const credentials = { clientId: 'c', clientSecret: 's', refreshToken: 'r' }
  const settings = { dc: 'eu', organizationId: '1' }
  const { id } = await room.connections.add({ organisation: 'pune', connector: 'stock', settings, credentials })
  await room.connections.reauthorise(id, { settings: { dc: 'eu', organizationId: '2' } })
  await expect(room.connections.reauthorise(id, { settings: { dc: 'in', organizationId: '2' } })).rejects.toThrow(
    /"dc"/,
  )
})

test('settings alone do not revive a connection, nor follow a revision beyond its grants', async () => {
  await using room = await openRoom(connectorOf(hosted))
  const { id } = await room.connections.add(tracker)
  const settings = { host: 'a.example.com', note: 'n' }
  room.connector = connectorOf({ ...hosted, servers: [server('https://b.example.com')] })
  await expect(room.connections.reauthorise(id, { settings })).rejects.toMatchObject({ code: 'connection-invalid' })
  room.connector = connectorOf(hosted)
  await room.connections.markNeedsReauthorisation([id], room.store.tables)
  await expect(room.connections.reauthorise(id, { settings })).rejects.toMatchObject({ code: 'connection-invalid' })
})

test('an operation with a scheme of its own offers it', async () => {
  const own = { ...operation, id: 'own', security: [{ login: [] }] }
  const schemes: Connector['securitySchemes'] = { key: keyInHeader, login: { type: 'http', scheme: 'bearer' } }
  await using room = await openRoom(connectorOf({ schemes, security: [['key']], operations: [operation, own] }))
  const filled = { organisation: 'pune', connector: 'tracker', scheme: 'login', credentials: { token: 't' } }
  const { id } = await room.connections.add(filled)
  const linkTo = (called: typeof operation) =>
    room.connections.link({ organisation: 'pune', connection: id, connector: room.connector, operation: called })
  expect((await linkTo(own)).signer).not.toBeNull()
  await expect(linkTo(operation)).rejects.toMatchObject({
    code: 'connection-invalid',
    hint: expect.stringContaining('"login"'),
  })
})
