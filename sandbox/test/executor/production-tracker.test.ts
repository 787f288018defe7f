import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createKernel, sqlite } from '@jackfield/core'
import { expect, it, vi } from 'vitest'
import { sandbox } from '../../src/index.ts'
import { startTracker } from '../../src/stand-ins/index.ts'

const organisation = 'pune'
const key = 'planted-key-of-the-tracker'

it('hears the tracker by a connector in code, each completed order once, over a restart of its process', async () => {
  const tracker = await startTracker({ key, pageSize: 3 })
  const sealing = randomBytes(32)
  const lines: string[] = []
  const note = (message: string, fields?: object): void => void lines.push(message + JSON.stringify(fields ?? {}))
  await using kernel = await createKernel({
    plugins: [{ dir: fileURLToPath(new URL('../../connectors', import.meta.url)) }],
    extensions: [sandbox({ idle: 50 })],
    store: sqlite(':memory:'),
    keyProvider: { name: 'one-off', key: async () => sealing },
    connectTo: { 'https://tracker.example.com': `http://127.0.0.1:${tracker.port}` },
    pollEvery: '200ms',
    log: { debug: note, info: note, warn: note, error: note },
  })
  try {
    const ids = Array.from({ length: 8 }, (_, number) => `PO-${number}`)
    for (const id of ids) await tracker.control.createOrder({ id, sku: 'GEAR-1', quantity: 5 })
    await tracker.control.completeOrder({ id: 'PO-0', at: '2026-01-01T00:00:00Z' })
    const { id: connection } = await kernel.connections.add({
      organisation,
      connector: 'production-tracker-code',
      settings: { host: 'tracker.example.com' },
      credentials: { key },
    })
    expect(await kernel.connections.test(connection)).toMatchObject({ ok: true })
    const order = await kernel.invoke('production-tracker-code.getOrder', { connection, input: { orderId: 'PO-0' } })
    expect(order.output).toMatchObject({ id: 'PO-0', quantity: 5 })
    const count = await kernel.invoke('production-tracker-code.countOrders', { connection })
    expect(count).toEqual({ output: { running: 7, completed: 1 }, warnings: [] })

    const heard: string[] = []
    const polls = async (): Promise<number> =>
      (await tracker.control.requests()).filter(({ query }) => query.status === 'completed').length
    await kernel.listen({
      operation: 'production-tracker-code.orderCompleted',
      connection,
      dependent: 'labels',
      deliver: ({ data }) => void heard.push((data as { readonly id: string }).id),
    })
    await vi.waitUntil(async () => (await polls()) > 1, { timeout: 5_000 })
    for (const id of ids.slice(1)) await tracker.control.completeOrder({ id })
    await vi.waitUntil(() => heard.length >= 7, { timeout: 5_000 })
    const before = await polls()
    await vi.waitUntil(async () => (await polls()) > before + 2, { timeout: 5_000 })
    expect(heard.toSorted()).toEqual(ids.slice(1))
    expect(lines.join('\n')).not.toContain(key)
  } finally {
    await tracker.close()
  }
})
