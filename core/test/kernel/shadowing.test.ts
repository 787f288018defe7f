import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import type { Usage } from '../../src/index.ts'
import { connectTracker, type Host, openHost, organisation, trackerKey } from './host.ts'
import { startTracker } from './service.ts'

const operation = 'production-tracker.listOrders'
const uses: Usage[] = [{ step: 'a', operation, supplies: [], reads: [], at: null }]

/** A host with a connected tracker, used by one dependent, and a folder for one organisation's own connectors. */
async function begin(host: Host, origin: string) {
  const own = join(host.dir, 'own')
  await mkdir(own)
  await host.drop('production-tracker')
  const options = {
    plugins: [{ dir: host.plugins }, { dir: own, scope: 'organisation:pune' as const }],
    connectTo: { 'https://tracker.example.com': origin, 'https://other.example.com': origin },
  }
  const kernel = await host.start(options)
  const { id } = await connectTracker(kernel)
  await kernel.usages.put({ organisation, id: 'restock', edition: '1' }, uses, { complete: true })
  const shadow = async (): Promise<void> => {
    const manifest = await readFile(join(host.plugins, 'production-tracker', 'connector.yaml'), 'utf8')
    await mkdir(join(own, 'mine'))
    const moved = manifest
      .replace('https://{host}/api', 'https://other.example.com/api')
      .replace(/^ +variables:.*\n/m, '')
    await writeFile(join(own, 'mine', 'connector.yaml'), moved.replace("'1.0.0'", "'9.0.0'"))
  }
  return { kernel, connection: id, shadow, remove: () => rm(join(own, 'mine'), { recursive: true }), options }
}

it('is held where it would take the place of the host’s in something that is used', async () => {
  await using tracker = await startTracker(trackerKey)
  await using host = await openHost()
  const { kernel, connection, shadow, remove, options } = await begin(host, tracker.origin)
  await shadow()
  const { change } = await host.event('connector:held')
  expect(change).toMatchObject({ organisation, scope: 'organisation:pune' })
  expect(change.report.findings.map(({ kind }) => kind)).toContain('auth.grant')
  expect(await kernel.connections.list({ organisation })).toMatchObject([{ status: 'ready' }])
  await kernel.invoke(operation, { connection, dependent: 'restock' })
  expect(kernel.catalogue.list({ organisation }).find(({ id }) => id === 'production-tracker')?.version).toBe('1.0.0')
  expect(host.names().filter((name) => name === 'connector:ready')).toHaveLength(1)

  await kernel[Symbol.asyncDispose]()
  const restarted = await host.start(options)
  expect(await restarted.changes.list({ organisation })).toMatchObject([{ id: change.id }])
  await restarted.invoke(operation, { connection, dependent: 'restock' })
  await remove()
  await vi.waitUntil(async () => (await restarted.changes.list({ organisation })).length === 0, { timeout: 5000 })
  await restarted.invoke(operation, { connection, dependent: 'restock' })
})

it('takes over with its approval, and gives back to the host’s with another', async () => {
  await using tracker = await startTracker(trackerKey)
  await using host = await openHost()
  const { kernel, connection, shadow, remove } = await begin(host, tracker.origin)
  const call = () => kernel.invoke(operation, { connection, dependent: 'restock' })
  const version = () => kernel.catalogue.list({ organisation }).find(({ id }) => id === 'production-tracker')?.version
  await shadow()
  const { change } = await host.event('connector:held')
  await kernel.approve(change.id, { by: 'operations' })
  expect(version()).toBe('9.0.0')
  await expect(call()).rejects.toMatchObject({ code: 'connection-needs-reauthorisation' })
  await kernel.connections.reauthorise(connection, { credentials: { key: trackerKey } })
  await call()

  await remove()
  const { change: back } = await host.event('connector:held', ({ change: { id } }) => id !== change.id)
  expect(back).toMatchObject({ revision: null, organisation })
  expect(back.report.findings.map(({ kind }) => kind)).not.toContain('operation.removed')
  await call()
  await kernel.approve(back.id, { by: 'operations' })
  expect(version()).toBe('1.0.0')
  await expect(call()).rejects.toMatchObject({ code: 'connection-needs-reauthorisation' })
})
