import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { createKernel, keyFile, sqlite } from '@jackfield/core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTracker } from '../../src/stand-ins/tracker/index.ts'

const connector = fileURLToPath(new URL('../../connectors/production-tracker-webhook', import.meta.url))

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jackfield tracker '))
  await mkdir(join(dir, 'plugins'))
  await cp(connector, join(dir, 'plugins/production-tracker'), { recursive: true })
})
afterEach(() => rm(dir, { recursive: true, force: true }))

it('tells of completed orders, again until they are taken, until it is unsubscribed', async () => {
  await using tracker = await startTracker()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await using kernel = await createKernel({
    plugins: [{ dir: join(dir, 'plugins') }],
    store: sqlite(join(dir, 'state.db')),
    keyProvider: keyFile(join(dir, 'key')),
    connectTo: { 'https://tracker.example.com': `http://127.0.0.1:${tracker.port}` },
    publicUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jackfield`,
  })
  server.on(
    'request',
    getRequestListener((request) => kernel.handle(request)),
  )
  try {
    const { id: connection } = await kernel.connections.add({
      organisation: 'pune',
      connector: 'production-tracker',
      settings: { host: 'tracker.example.com' },
      credentials: { key: 'tracker-key' },
    })
    const heard: unknown[] = []
    let refused = 0
    const listening = await kernel.listen({
      operation: 'production-tracker.orderCompleted',
      connection,
      dependent: 'desk',
      deliver({ data }) {
        if (refused++ === 0) throw new Error('not yet')
        heard.push((data as { id: string }).id)
      },
    })
    const { control } = tracker
    await expect.poll(() => control.webhooks()).toHaveLength(1)
    expect((await control.webhooks())[0]?.url).toBe(listening.url)
    for (const sku of ['A', 'B']) {
      const { id } = await control.createOrder({ sku, quantity: 1 })
      await control.completeOrder({ id })
    }
    await expect.poll(() => heard.toSorted()).toEqual(['1', '2'])
    await expect
      .poll(async () => (await control.deliveries()).map(({ status }) => status).toSorted())
      .toEqual([200, 200, 503])
    await listening.remove()
    await expect.poll(() => control.webhooks()).toEqual([])
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
