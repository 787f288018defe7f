import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { describe, expect, it } from 'vitest'
import { consent } from '../connect/browser.ts'
import { browse, openScene, session } from '../kernel/authorising-scene.ts'
import { completed, delivery, openBell, secretOf, signatureOf } from './bell.ts'
import { listening, mounts } from './mounts.ts'

describe.each(Object.entries(mounts))('mounted in %s', (_name, mount) => {
  it('takes the bytes as they came, and answers as it is', async () => {
    await using bell = await openBell()
    const { url = '' } = await bell.listen()
    await expect.poll(() => bell.service.lines()).toHaveLength(1)
    const { port, close } = await mount((request) => bell.kernel.handle(request))
    try {
      const at = `http://127.0.0.1:${port}/jackfield/webhooks/${url.split('/').at(-1)}`
      const secret = secretOf(bell)
      const body = `{ "event" : "completed",\n "order": { "id": "\\u00fc" } }`
      const headers = { 'content-type': 'application/json; charset=utf-8', 'x-signature': signatureOf(secret, body) }
      expect((await fetch(at, { method: 'POST', headers, body })).status).toBe(200)
      expect(bell.events.map(({ data }) => data)).toEqual([{ id: 'ü' }])
      expect(
        (await fetch(at, { method: 'POST', headers, body: body.replace('  ', ' ').replace(' :', ':') })).status,
      ).toBe(401)
      expect((await fetch(at)).status).toBe(405)
      expect((await fetch(at, { method: 'HEAD' })).status).toBe(200)
      expect((await fetch(`http://127.0.0.1:${port}/jackfield/webhooks/none`, { method: 'POST', body })).status).toBe(
        404,
      )
      expect(
        (await fetch(at, { method: 'POST', headers, body: 'x'.repeat(1024 * 1024 + 1) }).catch(() => ({ status: 413 })))
          .status,
      ).toBe(413)
      expect((await fetch(at, { method: 'POST', headers, body })).status).toBe(200)
      expect(bell.events).toHaveLength(1)
    } finally {
      await close()
    }
  })

  it('takes the browser that comes back, in the session that the host knows it by, once', async () => {
    await using on = await openScene()
    const back = (await consent(browse(on), (await on.begin()).url)).url
    const whose = (request: Request) => request.headers.get('cookie')?.replace('sid=', '')
    const { port, close } = await mount((request) => on.kernel.handle(request, { session: whose(request) }))
    const ask = async (init: RequestInit): Promise<[number, string | null]> => {
      const answer = await fetch(`http://127.0.0.1:${port}/jackfield/oauth/callback${back.search}`, init)
      return [answer.status, /<h1>(.*)<\/h1>/.exec(await answer.text())?.[1] ?? null]
    }
    try {
      const cookie = `sid=${session}`
      expect(await ask({})).toEqual([403, 'Not connected'])
      expect(await ask({ headers: { cookie }, method: 'POST' })).toEqual([405, 'Not connected'])
      expect(await ask({ headers: { cookie } })).toEqual([200, 'Connected'])
      expect(await ask({ headers: { cookie } })).toEqual([400, 'Not connected'])
      expect(await on.kernel.connections.list({ organisation: 'pune' })).toHaveLength(1)
    } finally {
      await close()
    }
  })
})

it('delivers to a kernel whose public URL is its own socket, for demonstrations', async () => {
  const server = createServer()
  const { port, close } = await listening(server)
  await using bell = await openBell({ options: { publicUrl: `http://127.0.0.1:${port}/jackfield` } })
  server.on(
    'request',
    getRequestListener((request) => bell.kernel.handle(request)),
  )
  try {
    await bell.listen()
    await expect.poll(() => bell.service.lines()).toHaveLength(1)
    expect((await fetch(delivery(bell, completed('1')))).status).toBe(200)
    expect(bell.events).toHaveLength(1)
  } finally {
    await close()
  }
})
