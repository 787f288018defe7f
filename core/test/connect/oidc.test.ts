import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Connection } from '../../src/model/index.ts'
import { clientId, clientSecret, startAuthorisationServer } from './authorisation-server.ts'
import { call, statusesOf } from './calls.ts'
import { oauthConnector } from './oauth-connector.ts'
import { keyOf, openRoom, type Room } from './room.ts'

const many = 20

function add(room: Room, refreshToken?: string): Promise<Connection> {
  const credentials = { clientId, clientSecret, ...(refreshToken === undefined ? {} : { refreshToken }) }
  return room.connections.add({ organisation: 'pune', connector: 'service', credentials })
}

test.each(['client_secret_post', 'client_secret_basic'] as const)(
  'client credentials, a client that does %s',
  async (authentication) => {
    await using auth = await startAuthorisationServer({ authentication })
    await using room = await openRoom(oauthConnector('clientCredentials'), auth)
    const { id } = await add(room)
    expect(await statusesOf(Array.from({ length: many }, () => call(room, id)))).toEqual(Array(many).fill(200))
    const first = authentication === 'client_secret_post' ? 1 : 2
    expect(auth.requests).toBe(first)
    room.clock.forward(3_600_000 - 29_000)
    expect((await call(room, id)).status).toBe(200)
    expect(auth.requests).toBe(first + 1)
  },
)

test('a refresh token that is rotated: twenty calls at once, one renewal, time after time', async () => {
  await using auth = await startAuthorisationServer({})
  await using room = await openRoom(oauthConnector('refreshToken'), auth)
  const { id } = await add(room, await auth.newRefreshToken())
  for (let round = 1; round <= 4; round++) {
    expect(await statusesOf(Array.from({ length: many }, () => call(room, id)))).toEqual(Array(many).fill(200))
    expect(auth.requests).toBe(round)
    room.clock.forward(3_600_000)
  }
  expect(auth.statuses).toEqual(Array(4 * many).fill(200))
})

test('twenty calls that are refused at once renew once, and all succeed', async () => {
  await using auth = await startAuthorisationServer({})
  await using room = await openRoom(oauthConnector('refreshToken'), auth)
  const { id } = await add(room, await auth.newRefreshToken())
  await call(room, id)
  for (let round = 2; round <= 3; round++) {
    auth.revokeAccessTokens()
    expect(await statusesOf(Array.from({ length: many }, () => call(room, id)))).toEqual(Array(many).fill(200))
    expect(auth.requests).toBe(round)
  }
})

test('tokens that do not outlive the margin are used for half their life', async () => {
  await using auth = await startAuthorisationServer({ lifetime: 20 })
  await using room = await openRoom(oauthConnector('refreshToken'), auth)
  const { id } = await add(room, await auth.newRefreshToken())
  await call(room, id)
  room.clock.forward(9_000)
  await call(room, id)
  expect(auth.requests).toBe(1)
  room.clock.forward(1_000)
  await call(room, id)
  expect(auth.requests).toBe(2)
})

test('two stores on one file renew once between them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield-tokens-'))
  await using auth = await startAuthorisationServer({})
  const shared = { connectTo: auth.connectTo, file: join(folder, 'state.db'), keyProvider: keyOf() }
  await using one = await openRoom(oauthConnector('refreshToken'), shared)
  await using two = await openRoom(oauthConnector('refreshToken'), { ...shared, clock: one.clock })
  const { id } = await add(one, await auth.newRefreshToken())
  for (let round = 1; round <= 4; round++) {
    const calls = Array.from({ length: many }, (_, index) => call(index % 2 === 0 ? one : two, id))
    expect(await statusesOf(calls)).toEqual(Array(many).fill(200))
    expect(auth.requests).toBe(round)
    one.clock.forward(3_600_000)
  }
  await rm(folder, { recursive: true })
})

test('three processes renew once between them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield-tokens-'))
  await using auth = await startAuthorisationServer({})
  const key = randomBytes(32)
  await writeFile(join(folder, 'key'), key, { mode: 0o600 })
  const file = join(folder, 'state.db')
  const id = await addInto({ file, keyProvider: keyOf(key) }, await auth.newRefreshToken())
  const script = new URL('renewing-process.ts', import.meta.url)
  const settings = JSON.stringify({ file, key: join(folder, 'key'), id, connectTo: auth.connectTo, many })
  const children = Array.from({ length: 3 }, () =>
    fork(script, [settings], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
  )
  try {
    await Promise.all(children.map((child) => once(child, 'message')))
    const answers = children.map((child) => once(child, 'message'))
    for (const child of children) child.send('go')
    expect((await Promise.all(answers)).map(([statuses]) => statuses)).toEqual(Array(3).fill(Array(many).fill(200)))
    expect(auth.requests).toBe(1)
    await Promise.all(children.map((child) => child.exitCode ?? once(child, 'exit')))
  } finally {
    for (const child of children) child.kill()
  }
  await rm(folder, { recursive: true })
})

test('a refresh token that is used behind our back ends the connection, until it is entered again', async () => {
  await using auth = await startAuthorisationServer({})
  await using room = await openRoom(oauthConnector('refreshToken'), auth)
  const token = await auth.newRefreshToken()
  const { id } = await add(room, token)
  await using thief = await openRoom(oauthConnector('refreshToken'), auth)
  const stolen = await add(thief, token)
  await call(room, id)
  const waits = { code: 'connection-needs-reauthorisation', message: expect.stringContaining(`"${id}"`) }
  await expect(call(thief, stolen.id)).rejects.toMatchObject({
    code: waits.code,
    message: expect.stringContaining('invalid_grant'),
  })
  room.clock.forward(3_600_000)
  const calls = await Promise.allSettled(Array.from({ length: many }, () => call(room, id)))
  for (const each of calls) expect(each).toMatchObject({ status: 'rejected', reason: waits })
  expect(auth.requests).toBe(3)
  expect((await room.connections.get(id)).status).toBe('needs-reauthorisation')
  await expect(call(room, id)).rejects.toMatchObject(waits)
  expect(auth.requests).toBe(3)
  await room.connections.reauthorise(id, {
    credentials: { clientId, clientSecret, refreshToken: await auth.newRefreshToken() },
  })
  expect((await call(room, id)).status).toBe(200)
})

test('a wrong client secret is refused by name, and the connection stays ready', async () => {
  await using auth = await startAuthorisationServer({})
  await using room = await openRoom(oauthConnector('clientCredentials'), auth)
  const { id } = await room.connections.add({
    organisation: 'pune',
    connector: 'service',
    credentials: { clientId, clientSecret: 'planted-wrong-secret' },
  })
  await expect(call(room, id)).rejects.toMatchObject({
    code: 'token-refused',
    message: expect.stringMatching(/auth\.example\.com\/token gave no token: invalid_client/),
    hint: expect.stringContaining('clientSecret'),
    doubt: false,
  })
  expect((await room.connections.get(id)).status).toBe('ready')
})

async function addInto(options: Parameters<typeof openRoom>[1], refreshToken: string): Promise<Connection['id']> {
  await using room = await openRoom(oauthConnector('refreshToken'), options)
  return (await add(room, refreshToken)).id
}
