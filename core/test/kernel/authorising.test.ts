import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clientId, redirectUri } from '../connect/authorisation-server.ts'
import { consent, deny } from '../connect/browser.ts'
import { browse, manifest, openScene, publicUrl, session } from './authorising-scene.ts'
import { openHost } from './host.ts'

const returnTo = 'https://app.example.com/connections?tab=all'

test('the browser comes back to kernel.handle, goes on to the host, and the connection calls', async () => {
  await using on = await openScene()
  const { url, attempt } = await on.begin({ returnTo })
  const back = (await consent(browse(on), url)).url
  const response = await on.kernel.handle(new Request(back), { session })
  expect(response.status).toBe(303)
  const target = new URL(response.headers.get('location') ?? '')
  const { connection } = await on.host.event('connection:authorised')
  expect(target.href).toBe(`${returnTo}&connection=${connection}`)
  expect(await on.host.event('connection:authorised')).toEqual({
    organisation: 'pune',
    connector: 'service',
    connection,
    attempt,
  })
  expect(await on.kernel.connections.test(connection)).toEqual({ ok: true })
  const [made] = await on.kernel.connections.list({ organisation: 'pune' })
  expect(made).toMatchObject({ id: connection, derived: { token: 'account' } })
  const again = await on.kernel.handle(new Request(back), { session })
  expect(again.status).toBe(400)
})

test('without returnTo, a plain page says how it went', async () => {
  await using on = await openScene()
  const back = (await consent(browse(on), (await on.begin()).url)).url
  const response = await on.kernel.handle(new Request(back), { session })
  expect(response.status).toBe(200)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'cache-control': 'no-store',
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
  const text = await response.text()
  expect(text).toContain('<h1>Connected</h1>')
  expect(text).not.toMatch(/<script|<style|code=|state=/)
})

test('a denial goes back to the host as an error, and is told in an event', async () => {
  await using on = await openScene()
  const { url, attempt } = await on.begin({ returnTo })
  const back = (await deny(browse(on), url)).url
  const response = await on.kernel.handle(new Request(back), { session })
  expect([response.status, response.headers.get('location')]).toEqual([303, `${returnTo}&error=authorisation-denied`])
  expect(await on.host.event('connection:failed')).toEqual({
    organisation: 'pune',
    connector: 'service',
    connection: null,
    attempt,
    code: 'authorisation-denied',
    message: 'It was not allowed.',
  })
})

test.each([
  ['another session', 'session of a thief', 403],
  ['no session', undefined, 403],
  ['a state that nobody knows', session, 400],
])('%s is refused with a page that says why and nothing else', async (what, own, status) => {
  await using on = await openScene()
  const back = (await consent(browse(on), (await on.begin({ returnTo })).url)).url
  if (own === session) back.searchParams.set('state', '<b>planted</b>')
  const response = await on.kernel.handle(new Request(back), own === undefined ? {} : { session: own })
  expect([what, response.status]).toEqual([what, status])
  const text = await response.text()
  expect(text).toContain('<h1>Not connected</h1>')
  for (const part of ['planted', back.searchParams.get('code') ?? '', 'thief']) expect(text).not.toContain(part)
  expect(on.auth.requests).toBe(0)
})

test('a host that routes the way back itself finishes by itself, also in another process', async () => {
  await using on = await openScene()
  const back = (await consent(browse(on), (await on.begin()).url)).url
  const other = await on.host.start({ connectTo: on.auth.connectTo, publicUrl })
  const made = await other.connections.finish({ url: back, session })
  expect(made).toMatchObject({ organisation: 'pune', status: 'ready' })
  await expect(on.kernel.connections.finish({ url: back, session })).rejects.toMatchObject({ code: 'attempt-unknown' })
})

test('other methods are refused; without publicUrl, nothing is begun', async () => {
  await using on = await openScene()
  const posted = await on.kernel.handle(new Request(redirectUri, { method: 'POST' }), { session })
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET'])
  await using bare = await openHost()
  await mkdir(join(bare.plugins, 'service'))
  await writeFile(join(bare.plugins, 'service/connector.yaml'), manifest)
  const { connections } = await bare.start()
  const begun = connections.authorise({
    organisation: 'pune',
    connector: 'service',
    credentials: { clientId },
    session,
  })
  await expect(begun).rejects.toMatchObject({ code: 'argument-invalid', hint: expect.stringContaining('publicUrl') })
})

test('what is no connection is refused by name', async () => {
  await using on = await openScene()
  const { connections } = on.kernel as unknown as {
    connections: Record<string, (...values: readonly unknown[]) => Promise<unknown>>
  }
  for (const wrong of [
    undefined,
    null,
    7,
    'pune',
    [],
    {},
    { organisation: 'pune' },
    { organisation: 'pune', connector: 1 },
  ])
    await expect(connections.add?.(wrong), JSON.stringify(wrong)).rejects.toMatchObject({ code: 'argument-invalid' })
  const good = { organisation: 'pune', connector: 'service' }
  for (const more of [{ credentials: 'k' }, { credentials: null }, { scheme: 1 }, { setings: {} }])
    await expect(connections.add?.({ ...good, ...more }), JSON.stringify(more)).rejects.toMatchObject({
      code: 'argument-invalid',
    })
  for (const id of [undefined, null, {}, ''])
    for (const call of ['test', 'reauthorise', 'remove'])
      await expect(connections[call]?.(id, {}), call).rejects.toMatchObject({ code: 'argument-invalid' })
  await expect(connections.reauthorise?.('con_x')).rejects.toMatchObject({ code: 'argument-invalid' })
})

test('what is not for a person is not shown to one', async () => {
  await using on = await openScene()
  const back = (await consent(browse(on), (await on.begin()).url)).url
  const other = { name: 'another', key: async () => new Uint8Array(32) }
  const stranger = await on.host.start({ connectTo: on.auth.connectTo, publicUrl, keyProvider: other })
  const response = await stranger.handle(new Request(back), { session })
  expect(response.status).toBe(503)
  expect(await response.text()).not.toMatch(/key|att_/)
  expect((await on.kernel.handle(new Request(back), { session })).status).toBe(200)
})
