import { expect, test } from 'vitest'
import type { Connection } from '../../src/model/index.ts'
import { clientId, redirectUri } from './authorisation-server.ts'
import { connectionOf, scene, session } from './authorise-scene.ts'
import { consent, deny } from './browser.ts'
import { call } from './calls.ts'
import { browserConnector, issuer } from './oauth-connector.ts'

test('a denial makes nothing, and uses the attempt up', async () => {
  await using on = await scene()
  const back = await deny(on.browser, (await on.begin()).url)
  expect(await on.finish(back.url)).toMatchObject({ error: { code: 'authorisation-denied' } })
  expect(await on.finish(back.url)).toMatchObject({ error: { code: 'attempt-unknown' }, attempt: null })
  expect(await on.room.connections.list()).toEqual([])
  expect(on.auth.requests).toBe(0)
})

test('a callback that is replayed is refused, and what it made stays', async () => {
  await using on = await scene()
  const back = await consent(on.browser, (await on.begin()).url)
  const both = await Promise.all([on.finish(back.url), on.finish(back.url)])
  expect(both.filter((each) => 'connection' in each)).toHaveLength(1)
  expect(both.filter((each) => 'error' in each && each.error.code === 'attempt-unknown')).toHaveLength(1)
  expect(await on.finish(back.url)).toMatchObject({ error: { code: 'attempt-unknown' } })
  expect(on.auth.requests).toBe(1)
  const [made] = await on.room.connections.list()
  expect((await call(on.room, made?.id as Connection['id'])).status).toBe(200)
})

test('an attempt ends after ten minutes, and is swept away', async () => {
  await using on = await scene()
  const back = await consent(on.browser, (await on.begin()).url)
  await on.begin()
  on.room.clock.forward(600_000)
  expect(await on.finish(back.url)).toMatchObject({ error: { code: 'attempt-expired' } })
  expect(await on.room.store.tables.records.list('connect/attempt')).toHaveLength(1)
  await on.begin()
  expect(await on.room.store.tables.records.list('connect/attempt')).toHaveLength(1)
  expect(on.auth.requests).toBe(0)
})

test('another session, or none, is refused and leaves the attempt to the right one', async () => {
  await using on = await scene()
  const back = await consent(on.browser, (await on.begin()).url)
  const refused = { error: { code: 'session-wrong' }, attempt: null }
  expect(await on.finish(back.url, 'session of a thief')).toMatchObject(refused)
  expect(await on.room.connections.finish({ url: back.url })).toMatchObject(refused)
  expect(await on.finish(back.url, '')).toMatchObject(refused)
  expect(on.auth.requests).toBe(0)
  expect(connectionOf(await on.finish(back.url)).status).toBe('ready')
})

test("a code of another attempt does not fit this one's verifier", async () => {
  await using on = await scene()
  const first = (await consent(on.browser, (await on.begin()).url)).url
  const second = (await consent(on.browser, (await on.begin()).url)).url
  second.searchParams.set('code', first.searchParams.get('code') ?? '')
  const finished = await on.finish(second)
  expect(finished).toMatchObject({
    error: { code: 'token-refused', message: expect.stringContaining('invalid_grant') },
  })
  expect(await on.room.connections.list()).toEqual([])
})

test.each([
  ['another issuer', 'iss', 'https://evil.example.com'],
  ['no code', 'code', ''],
])('%s is refused before anything is sent', async (_what, name, value) => {
  await using on = await scene()
  const { url } = await consent(on.browser, (await on.begin()).url)
  url.searchParams.set(name, value)
  expect(await on.finish(url)).toMatchObject({ error: { code: 'authorisation-refused' } })
  expect(on.auth.requests).toBe(0)
})

test('two codes are refused before anything is sent', async () => {
  await using on = await scene()
  const { url } = await consent(on.browser, (await on.begin()).url)
  url.searchParams.append('code', 'planted-second')
  expect(await on.finish(url)).toMatchObject({ error: { code: 'authorisation-refused' } })
  expect(on.auth.requests).toBe(0)
})

test('a declared issuer has to be there, and to be that one', async () => {
  await using on = await scene(browserConnector({ issuer }))
  const { url } = await consent(on.browser, (await on.begin()).url)
  expect(url.searchParams.get('iss')).toBe(issuer)
  url.searchParams.delete('iss')
  expect(await on.finish(url)).toMatchObject({ error: { code: 'authorisation-refused' } })
  const again = await consent(on.browser, (await on.begin()).url)
  expect(connectionOf(await on.finish(again.url)).status).toBe('ready')
})

test.each(['', '?state=', '?state=a&state=b', '?code=c&state=unknown'])('knows nothing of %j', async (query) => {
  await using on = await scene()
  const url = new URL(`${redirectUri}${query}`)
  expect(await on.finish(url)).toMatchObject({ error: { code: 'attempt-unknown' }, attempt: null })
})

test('a wrong client secret is refused by name, without repeating it', async () => {
  await using on = await scene()
  const secret = 'planted-other-secret'
  const back = await consent(on.browser, (await on.begin({ credentials: { clientId, clientSecret: secret } })).url)
  const finished = await on.finish(back.url)
  expect(finished).toMatchObject({
    error: { code: 'token-refused', message: expect.stringContaining('invalid_client') },
  })
  expect(JSON.stringify([finished, on.room.logged])).not.toMatch(/planted|state=|code=/)
})

test('what is not there, or cannot be, is refused before the browser is sent away', async () => {
  await using on = await scene()
  const begin = on.room.connections.authorise as (input?: unknown) => Promise<unknown>
  const good = { organisation: 'pune', connector: 'service', credentials: { clientId }, session }
  for (const wrong of [
    undefined,
    null,
    'text',
    {},
    { ...good, session: '' },
    { ...good, session: 7 },
    { ...good, returnTo: '/path' },
    { ...good, returnTo: 'javascript:alert(1)' },
    { ...good, scopes: 'all' },
    { ...good, sesion: 's' },
  ])
    await expect(begin(wrong), JSON.stringify(wrong)).rejects.toMatchObject({ code: 'argument-invalid' })
  await expect(begin({ ...good, credentials: {} })).rejects.toMatchObject({ code: 'connection-invalid' })
  await expect(begin({ ...good, connector: 'none' })).rejects.toMatchObject({ code: 'connector-unknown' })
})
