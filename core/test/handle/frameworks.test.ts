import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, serve } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import type { Kernel } from '../../src/index.ts'
import { completed, delivery, openBell, secretOf, signatureOf } from './bell.ts'

/** Mounts `kernel.handle` under /jackfield and listens on loopback. */
type Mount = (kernel: Kernel) => Promise<{ readonly port: number; close(): Promise<unknown> }>

async function listening(server: Server): Promise<{ port: number; close(): Promise<unknown> }> {
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, close: () => new Promise((resolve) => server.close(resolve)) }
}

const mounts: Record<string, Mount> = {
  'node:http': (kernel) => listening(createServer(getRequestListener((request) => kernel.handle(request)))),
  'Express 5': (kernel) => {
    const app = express()
    app.use(
      '/jackfield',
      getRequestListener((request) => kernel.handle(request)),
    )
    app.use(express.json())
    return listening(createServer(app))
  },
  'Fastify 5': async (kernel) => {
    const app = fastify()
    const listener = getRequestListener((request) => kernel.handle(request))
    await app.register(async (scope) => {
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
      scope.all('/jackfield/*', async (request, reply) => {
        reply.hijack()
        await listener(request.raw, reply.raw)
      })
    })
    await app.listen({ port: 0, host: '127.0.0.1' })
    return { port: (app.server.address() as AddressInfo).port, close: () => app.close() }
  },
  Hono: async (kernel) => {
    const app = new Hono()
    app.all('/jackfield/*', (context) => kernel.handle(context.req.raw))
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
    await expect.poll(() => server.listening).toBe(true)
    return listening(server)
  },
}

describe.each(Object.entries(mounts))('mounted in %s', (_name, mount) => {
  it('takes the bytes as they came, and answers as it is', async () => {
    await using bell = await openBell()
    const { url = '' } = await bell.listen()
    await expect.poll(() => bell.service.lines()).toHaveLength(1)
    const { port, close } = await mount(bell.kernel)
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
