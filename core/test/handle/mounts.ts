import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, serve } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'

/** Mounts `kernel.handle` under /jackfield and listens on loopback. */
export type Mount = (
  handle: (request: Request) => Promise<Response>,
) => Promise<{ readonly port: number; close(): Promise<unknown> }>

export async function listening(server: Server): Promise<{ port: number; close(): Promise<unknown> }> {
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, close: () => new Promise((resolve) => server.close(resolve)) }
}

export const mounts: Record<string, Mount> = {
  'node:http': (handle) => listening(createServer(getRequestListener(handle))),
  'Express 5': (handle) => {
    const app = express()
    app.use('/jackfield', getRequestListener(handle))
    app.use(express.json())
    return listening(createServer(app))
  },
  'Fastify 5': async (handle) => {
    const app = fastify()
    const listener = getRequestListener(handle)
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
  Hono: async (handle) => {
    const app = new Hono()
    app.all('/jackfield/*', (context) => handle(context.req.raw))
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
    if (!server.listening) await once(server, 'listening')
    return listening(server)
  },
}
