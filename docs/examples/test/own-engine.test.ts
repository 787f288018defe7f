import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createKernel, type Held, type Json, sqlite } from '@jackfield/core'
import { fakeService } from '@jackfield/core/testing'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createEngine } from '../own-engine/engine.ts'
import type { HostFlow } from '../own-engine/host-flow.ts'

const tracker = fileURLToPath(new URL('../../../plugins/connectors/production-tracker', import.meta.url))
const organisation = 'pune'
const key = new Uint8Array(32).fill(7)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield-example-'))
  await cp(tracker, join(folder, 'production-tracker'), { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

test('a host with flows of its own hears triggers, calls by its bindings, and is told what a change breaks', async () => {
  const order = { id: '7', status: 'completed', sku: 'PN-1', quantity: 3, completedAt: '2999-01-01T00:00:00Z' }
  await using service = await fakeService({
    'GET /api/orders': { json: { orders: [order] } },
    'GET /api/orders/{id}': { json: order },
  })
  const held: Held[] = []
  await using kernel = await createKernel({
    plugins: [{ dir: folder }],
    store: sqlite(':memory:'),
    keyProvider: { name: 'of the test', key: async () => key },
    connectTo: { '*': service.origin },
    on: { 'connector:held': ({ change }) => void held.push(change) },
  })
  const { id: connection } = await kernel.connections.add({
    organisation,
    connector: 'production-tracker',
    settings: { host: 'tracker.example.com' },
    credentials: { key: 'k' },
  })
  const runs: Readonly<Record<string, Json>>[] = []
  const engine = createEngine(kernel, { organisation, done: (_flow, results) => void runs.push(results) })
  const flow: HostFlow = {
    id: 'print-labels',
    title: 'Print labels',
    edition: '1',
    trigger: { operation: 'production-tracker.orderCompleted', connection },
    steps: [{ id: 'order', operation: 'production-tracker.getOrder', connection, input: { orderId: 'trigger.id' } }],
  }
  await engine.start(flow)
  await vi.waitFor(() => expect(runs).toHaveLength(1), { timeout: 5_000 })
  expect(runs[0]).toMatchObject({ trigger: { id: '7' }, order: { sku: 'PN-1' } })

  const manifest = join(folder, 'production-tracker', 'connector.yaml')
  const text = await readFile(manifest, 'utf8')
  await writeFile(manifest, text.replaceAll('orderId', 'order_id').replace("'1.0.0'", "'2.0.0'"))
  await vi.waitFor(() => expect(held).toHaveLength(1), { timeout: 10_000 })
  expect(held[0]?.report.findings).toEqual(
    expect.arrayContaining([expect.objectContaining({ status: 'broken', flow: 'print-labels', step: 'order' })]),
  )
  const call = { connection, dependent: 'print-labels', input: { orderId: '7' } }
  expect((await kernel.invoke('production-tracker.getOrder', call)).output).toMatchObject({ id: '7' })

  await kernel.approve(held[0]?.id as Held['id'], { by: 'asha@example.com' })
  const [step] = flow.steps
  if (step === undefined) throw new Error('the flow has a step')
  await engine.start({ ...flow, edition: '2', steps: [{ ...step, input: { order_id: 'trigger.id' } }] })
  const renamed = { ...call, input: { order_id: '7' } }
  expect((await kernel.invoke('production-tracker.getOrder', renamed)).output).toMatchObject({ id: '7' })
})
