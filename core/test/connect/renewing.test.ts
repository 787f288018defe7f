import { expect, test } from 'vitest'
import { call } from './calls.ts'
import { json } from './loopback.ts'
import { api, oauthConnector } from './oauth-connector.ts'
import { add, credentials, services } from './oauth-services.ts'
import { openRoom } from './room.ts'

test('entering the credentials again while a renewal is under way: the late answer is dropped', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  await using both = await services(async ({ form }, response) => {
    const token = form.get('refresh_token')
    if (token === 'refresh-1') await held
    json(response, { access_token: `for-${token}`, refresh_token: `${token}-rotated`, expires_in: 3600 })
  })
  await using room = await openRoom(oauthConnector('refreshToken'), both)
  const { id } = await add(room)
  const early = call(room, id)
  while (both.asked.length === 0) await room.clock.sleep(5)
  await room.connections.reauthorise(id, { credentials: { ...credentials, refreshToken: 'refresh-9' } })
  release()
  await early
  await call(room, id)
  expect(both.called.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer for-refresh-9',
    'Bearer for-refresh-9',
  ])
})

test('marking a connection while a renewal is under way: the rotated token is stored, and the connection waits', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  await using both = await services(async (_arrived, response) => {
    await held
    json(response, { access_token: 'at-1', refresh_token: 'refresh-2' })
  })
  await using room = await openRoom(oauthConnector('refreshToken'), both)
  const { id } = await add(room)
  const before = (await room.store.tables.connections.get(id))?.sealed
  const early = call(room, id)
  while (both.asked.length === 0) await room.clock.sleep(5)
  await room.store.transaction('approve', (tables) => room.connections.markNeedsReauthorisation([id], tables))
  release()
  await expect(early).rejects.toMatchObject({ code: 'connection-needs-reauthorisation' })
  expect((await room.store.tables.connections.get(id))?.sealed).not.toBe(before)
  expect(both.called).toEqual([])
})

test('closing waits until tokens that are on their way are stored', async () => {
  await using both = await services(async (_arrived, response) => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    json(response, { access_token: 'at-1', refresh_token: 'refresh-2' })
  })
  await using room = await openRoom(oauthConnector('refreshToken'), both)
  const { id } = await add(room)
  const before = (await room.store.tables.connections.get(id))?.sealed
  const calling = call(room, id)
  while (both.asked.length === 0) await room.clock.sleep(5)
  await room.connections.close()
  expect((await room.store.tables.connections.get(id))?.sealed).not.toBe(before)
  await calling
})

test('a caller that gives up does not take the renewal with it', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  let first = true
  await using both = await services(async (_arrived, response) => {
    if (!first) await held
    first = false
    json(response, { access_token: `at-${both.asked.length}`, expires_in: 3600 })
  })
  await using room = await openRoom(oauthConnector('refreshToken'), both)
  const { id } = await add(room)
  const { signer } = await room.connections.link({
    organisation: 'pune',
    connection: id,
    connector: room.connector,
    operation: Object.values(room.connector.operations)[0] as never,
  })
  const signed = await signer?.sign({ url: api, headers: {} })
  const patience = new AbortController()
  const impatient = signer?.renew?.(patience.signal, signed)
  const patient = signer?.renew?.(undefined, signed)
  while (both.asked.length < 2) await room.clock.sleep(5)
  patience.abort()
  await expect(impatient).rejects.toMatchObject({ code: 'request-aborted' })
  release()
  expect(await patient).toBe(true)
  expect(await signer?.renew?.(undefined, signed)).toBe(true)
  expect(both.asked).toHaveLength(2)
})
