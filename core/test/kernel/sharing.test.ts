import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Kernel, KernelOptions, Usage } from '../../src/index.ts'
import { openHost, trackerKey } from './host.ts'
import { startTracker } from './service.ts'

const operation = 'production-tracker.listOrders'
const heard = 'production-tracker.orderCompleted'
const goaKey = 'planted-secret-goa-key'
const uses: Usage[] = [
  { step: 'orders', operation, supplies: [], reads: [], at: null },
  {
    step: 'next',
    operation,
    supplies: [],
    reads: [{ step: 'orders', path: ['orders', '*', 'sku'], as: 'value', ifAbsent: 'throws', at: null }],
    at: null,
  },
]

function connect(kernel: Kernel, organisation: string, key: string, host: string) {
  return kernel.connections.add({
    organisation,
    connector: 'production-tracker',
    settings: { host },
    credentials: { key },
  })
}

it('carries a connector to another organisation, where all that it has is that one’s', async () => {
  await using inPune = await startTracker(trackerKey)
  await using inGoa = await startTracker(goaKey)
  await using host = await openHost()
  const [pune, goa] = [join(host.dir, 'pune'), join(host.dir, 'goa')]
  await mkdir(pune)
  await mkdir(goa)
  await host.drop('production-tracker')
  const connector = join(host.plugins, 'production-tracker')
  await cp(connector, join(pune, 'production-tracker'), { recursive: true })
  const options: Partial<KernelOptions> = {
    plugins: [
      { dir: pune, scope: 'organisation:pune' },
      { dir: goa, scope: 'organisation:goa' },
    ],
    connectTo: { 'https://pune.example.com': inPune.origin, 'https://goa.example.com': inGoa.origin },
  }
  const kernel = await host.start(options)
  const first = await connect(kernel, 'pune', trackerKey, 'pune.example.com')
  await kernel.usages.put({ organisation: 'pune', id: 'restock', edition: '1' }, uses, { complete: true })
  expect(kernel.catalogue.list({ organisation: 'goa' })).toEqual([])
  await expect(connect(kernel, 'goa', goaKey, 'goa.example.com')).rejects.toMatchObject({ code: 'connector-unknown' })

  await cp(join(pune, 'production-tracker'), join(goa, 'production-tracker'), { recursive: true })
  await host.event('connector:ready', ({ scope }) => scope === 'organisation:goa')
  const second = await connect(kernel, 'goa', goaKey, 'goa.example.com')
  await kernel.invoke(operation, { connection: second.id })
  expect([inPune.seen, inGoa.seen.map(({ key }) => key)]).toEqual([[], [goaKey]])
  await expect(kernel.invoke(operation, { organisation: 'goa', connection: first.id })).rejects.toMatchObject({
    code: 'connection-unknown',
  })
  expect((await kernel.connections.list({ organisation: 'goa' })).map(({ id }) => id)).toEqual([second.id])

  const delivered: string[] = []
  for (const [organisation, connection] of [
    ['pune', first.id],
    ['goa', second.id],
  ] as const) {
    const deliver = () => void delivered.push(organisation)
    await kernel.listen({ operation: heard, connection, dependent: `listener-${organisation}`, deliver })
  }
  await expect.poll(() => inGoa.seen.length).toBeGreaterThan(2)
  const completedAt = new Date(Date.now() + 60_000).toISOString()
  inGoa.orders.push({ id: '7', status: 'completed', sku: 'M4', quantity: 2, completedAt })
  await expect.poll(() => delivered).toEqual(['goa'])

  await cp(connector, join(goa, 'production-tracker'), { recursive: true })
  const { readFile, writeFile } = await import('node:fs/promises')
  const renamed = (await readFile(join(connector, 'connector.yaml'), 'utf8')).replaceAll('sku', 'itemCode')
  await writeFile(join(pune, 'production-tracker', 'connector.yaml'), renamed)
  const { change } = await host.event('connector:held')
  expect(change).toMatchObject({ organisation: 'pune', scope: 'organisation:pune' })
  expect(JSON.stringify(change.report)).not.toContain('goa')
  expect(await kernel.changes.list({ organisation: 'goa' })).toEqual([])
  await kernel.invoke(operation, { connection: second.id })
})
