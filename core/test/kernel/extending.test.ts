import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  addNote,
  extend,
  extension,
  of,
  operation,
  outputOf,
  reading,
  renameSku,
  restock,
  start,
  versions,
} from './extension.ts'
import { connectTracker, openHost, organisation, trackerKey } from './host.ts'
import { startTracker } from './service.ts'

it('runs on the servers, the authentication and the connections of what it extends', async () => {
  await using tracker = await startTracker(trackerKey)
  await using host = await openHost()
  const kernel = await start(host, { connectTo: { 'https://tracker.example.com': tracker.origin } })
  tracker.orders.push({ id: '7', status: 'planned', sku: 'M4', quantity: 2 })
  const { id: connection } = await connectTracker(kernel)
  const { output } = await kernel.invoke(operation, { connection, input: { orderId: '7' } })
  expect(output).toMatchObject({ sku: 'M4' })
  expect(tracker.seen.at(-1)).toMatchObject({ key: trackerKey, path: '/api/orders/7' })

  expect(await kernel.catalogue.get({ organisation, connector: 'tracker-more' })).toMatchObject({
    extends: 'production-tracker',
    operations: [{ name: operation }],
  })
  const settings = { host: 'tracker.example.com' }
  const own = { organisation, connector: 'tracker-more', settings, credentials: { key: trackerKey } }
  await expect(kernel.connections.add(own)).rejects.toMatchObject({
    code: 'connection-invalid',
    hint: expect.stringContaining('"production-tracker"'),
  })
})

it('waits for what it extends, goes with it, and comes back with it', async () => {
  await using host = await openHost()
  await extend(host)
  const kernel = await host.start()
  const failed = await host.event('connector:failed', of('tracker-more'))
  expect(failed.problems).toMatchObject([{ code: 'extends-missing', line: 5, file: expect.stringContaining('more') }])
  expect(kernel.catalogue.list({ organisation })).toEqual([])
  await host.drop('production-tracker')
  await expect.poll(() => versions(kernel)).toEqual(['1.0.0', '1.0.0'])

  host.events.length = 0
  await rename(join(host.plugins, 'production-tracker'), join(host.dir, 'away'))
  await host.event('connector:removed', of('tracker-more'))
  await host.event('connector:failed', of('tracker-more'))
  expect(versions(kernel)).toEqual([undefined, undefined])
  await rename(join(host.dir, 'away'), join(host.plugins, 'production-tracker'))
  await expect.poll(() => versions(kernel)).toEqual(['1.0.0', '1.0.0'])
})

it('goes live over each new revision of what it extends', async () => {
  await using host = await openHost()
  const kernel = await start(host)
  expect(await outputOf(kernel)).not.toContain('note')
  await host.edit(addNote)
  expect(await host.event('connector:changed', of('tracker-more'))).toMatchObject({ organisation: null })
  expect(versions(kernel)).toEqual(['1.1.0', '1.0.0'])
  expect(await outputOf(kernel)).toContain('note')
  expect(await kernel.changes.list({ organisation })).toEqual([])
})

it('counts as removed where it does not fit what it extends any more', async () => {
  await using host = await openHost()
  const kernel = await start(host)
  await kernel.usages.put(restock, reading('sku').slice(0, 1), { complete: true })
  const renameSchema = (text: string) => text.replaceAll(/\bOrder\b(?=['":]| \})/g, 'Job').replace('1.0.0', '1.2.0')
  await host.edit(renameSchema)
  const { change } = await host.event('connector:held')
  expect(change.extensions).toMatchObject([{ connector: 'tracker-more', revision: null }])
  await extend(host, extension().replace('schemas/Order', 'schemas/Job'))
  await host.event('connector:failed', of('tracker-more'))
  expect(versions(kernel)).toEqual(['1.0.0', '1.0.0'])
  await kernel.approve(change.id, { by: 'operations' })
  expect(versions(kernel)).toEqual(['1.2.0', '1.0.0'])
})

it('weighs a change of its own like any other', async () => {
  await using host = await openHost()
  const kernel = await start(host)
  await kernel.usages.put(restock, reading('sku'), { complete: true })
  await extend(host, extension('', '2.0.0').replace('oneOrder', 'anOrder'))
  const { change } = await host.event('connector:held')
  expect(change).toMatchObject({ connector: 'tracker-more', report: { verdict: 'broken' } })
  expect(change.extensions).toBeUndefined()
  await host.edit(addNote)
  await host.event('connector:changed', of('production-tracker'))
  await expect.poll(() => outputOf(kernel)).toContain('note')
  const [waiting] = await kernel.changes.list({ organisation })
  expect(waiting).toMatchObject({ connector: 'tracker-more', report: { verdict: 'broken' } })
  await kernel.approve(waiting?.id as never, { by: 'operations' })
  expect(versions(kernel)).toEqual(['1.1.0', '2.0.0'])
  expect(JSON.stringify(await kernel.catalogue.get({ organisation, connector: 'tracker-more' }))).toContain('note')
})

it('takes up what changed while nobody watched', async () => {
  await using host = await openHost()
  const first = await start(host)
  await first[Symbol.asyncDispose]()
  await host.edit(addNote)
  await extend(host, extension('', '1.9.0'))
  const kernel = await host.start()
  expect(versions(kernel)).toEqual(['1.1.0', '1.9.0'])
  expect(await outputOf(kernel)).toContain('note')
  await kernel[Symbol.asyncDispose]()

  await rm(join(host.plugins, 'more'), { recursive: true })
  const last = await host.start()
  expect(versions(last)).toEqual(['1.1.0', undefined])
})

it('extends an extension, and refuses to lead back to itself', async () => {
  await using host = await openHost()
  const kernel = await start(host)
  const third = extension()
    .replace('id: tracker-more', 'id: tracker-most')
    .replace('extends: production-tracker', 'extends: tracker-more')
  await mkdir(join(host.plugins, 'most'))
  await writeFile(join(host.plugins, 'most', 'connector.yaml'), third)
  await host.event('connector:ready', of('tracker-most'))
  expect((await kernel.catalogue.get({ organisation, connector: 'tracker-most' }))?.extends).toBe('production-tracker')
  await host.edit(addNote)
  await host.event('connector:changed', of('tracker-most'))
  const most = { organisation, operation: 'tracker-most.oneOrder' }
  expect(JSON.stringify((await kernel.catalogue.operation(most))?.output)).toContain('note')

  await extend(host, extension().replace('extends: production-tracker', 'extends: tracker-most'))
  const failed = await host.event('connector:failed', of('tracker-more'))
  expect(failed.problems).toMatchObject([{ code: 'extends-circle' }])
  expect(versions(kernel)).toEqual(['1.1.0', '1.0.0'])
  await kernel[Symbol.asyncDispose]()
  expect(versions(await host.start())).toEqual(['1.1.0', '1.0.0'])
})

it('serves one organisation where it lies in its folder, over the host’s connector or its own', async () => {
  await using host = await openHost()
  const own = join(host.dir, 'own')
  await mkdir(own)
  await host.drop('production-tracker')
  await extend(host, extension(), own)
  const plugins = [{ dir: host.plugins }, { dir: own, scope: 'organisation:pune' as const }]
  const kernel = await host.start({ plugins })
  expect([versions(kernel), versions(kernel, 'goa')]).toEqual([
    ['1.0.0', '1.0.0'],
    ['1.0.0', undefined],
  ])
  await kernel.usages.put(restock, reading('sku'), { complete: true })
  await host.edit(renameSku)
  const { change } = await host.event('connector:held')
  expect(change.extensions).toMatchObject([{ scope: 'organisation:pune', connector: 'tracker-more' }])
  expect([versions(kernel)[0], (await outputOf(kernel)).includes('sku')]).toEqual(['1.0.0', true])
  await kernel.approve(change.id, { by: 'operations' })
  expect([versions(kernel), (await outputOf(kernel)).includes('itemCode')]).toEqual([['2.0.0', '1.0.0'], true])
  await host.edit((text) => text.replace('2.0.0', '2.1.0'))
  await expect.poll(() => versions(kernel)).toEqual(['2.1.0', '1.0.0'])
  await kernel[Symbol.asyncDispose]()
  expect(versions(await host.start({ plugins }))).toEqual(['2.1.0', '1.0.0'])
})
