import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { HostDependent, Kernel, Usage } from '../../src/index.ts'
import { connectTracker, type Host, openHost, organisation, trackerKey } from './host.ts'
import { startTracker } from './service.ts'

const operation = 'tracker-more.oneOrder'
const extension = (more = '', version = '1.0.0') => `jackfield: 1
id: tracker-more
version: '${version}'
title: More of the tracker
extends: production-tracker
${more}
actions:
  oneOrder:
    title: One order
    http: GET /orders/{orderId}
    input: { required: [orderId], properties: { orderId: { type: string } } }
    output: { $ref: '#/schemas/Order' }
`
const renameSku = (text: string) => text.replace(/version: .*/, "version: '2.0.0'").replaceAll('sku', 'itemCode')
const addNote = (text: string) =>
  text
    .replace(/version: .*/, "version: '1.1.0'")
    .replaceAll(/( +)quantity: \{.*\}/g, (line, indent) => `${line}\n${indent}note: { type: string }`)

/** A host's own flow that reads one field of what the extension's action gives. */
const restock: HostDependent = { organisation, id: 'restock', edition: '1' }
const reading = (field: string): Usage[] => [
  {
    step: 'order',
    operation,
    supplies: [{ path: ['orderId'], from: { kind: 'literal', value: '7' }, at: null }],
    reads: [],
    at: null,
  },
  {
    step: 'next',
    operation: 'production-tracker.listOrders',
    supplies: [],
    reads: [{ step: 'order', path: [field], as: 'value', ifAbsent: 'throws', at: null }],
    at: null,
  },
]

async function extend(host: Host, text = extension(), folder = host.plugins): Promise<void> {
  await mkdir(join(folder, 'more'), { recursive: true })
  await writeFile(join(folder, 'more', 'connector.yaml'), text)
}

const of = (id: string) => (event: { readonly connector: string | null }) => event.connector === id
const versions = (kernel: Kernel, whose = organisation) =>
  ['production-tracker', 'tracker-more'].map(
    (connector) => kernel.catalogue.list({ organisation: whose }).find(({ id }) => id === connector)?.version,
  )
const outputOf = async (kernel: Kernel, whose = organisation) =>
  JSON.stringify((await kernel.catalogue.operation({ organisation: whose, operation }))?.output)

async function start(host: Host, options = {}): Promise<Kernel> {
  await host.drop('production-tracker')
  await extend(host)
  const kernel = await host.start(options)
  await host.event('connector:ready', of('tracker-more'))
  return kernel
}

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

it('is held with what it extends, over a restart, and approved with it', async () => {
  await using host = await openHost()
  const first = await start(host)
  await first.usages.put(restock, reading('sku'), { complete: true })
  await host.edit(renameSku)
  const { change } = await host.event('connector:held')
  expect(change).toMatchObject({
    connector: 'production-tracker',
    extensions: [{ scope: 'host', connector: 'tracker-more', base: expect.any(String), revision: expect.any(String) }],
    report: { verdict: 'broken', summary: { flows: 1 } },
  })
  expect(change.report.findings).toMatchObject([{ status: 'broken', step: 'next', operation, kind: 'output.renamed' }])
  expect(versions(first)).toEqual(['1.0.0', '1.0.0'])
  expect(await outputOf(first)).toContain('sku')
  await first[Symbol.asyncDispose]()

  const kernel = await host.start()
  expect(await outputOf(kernel)).toContain('sku')
  expect((await kernel.changes.list({ organisation })).map(({ id }) => id)).toEqual([change.id])
  expect(host.names().filter((name) => name === 'connector:held')).toHaveLength(1)
  host.events.length = 0
  await kernel.approve(change.id, { by: 'operations' })
  expect(host.events.map(({ name, event }) => [name, (event as { connector: string }).connector])).toEqual([
    ['connector:changed', 'production-tracker'],
    ['connector:changed', 'tracker-more'],
  ])
  expect(versions(kernel)).toEqual(['2.0.0', '1.0.0'])
  expect([await outputOf(kernel), await outputOf(kernel, 'goa')].every((output) => output?.includes('itemCode'))).toBe(
    true,
  )
})

it('stays with what it extends where that is rejected, and lets others go on', async () => {
  await using host = await openHost()
  const kernel = await start(host)
  await kernel.usages.put(restock, reading('sku'), { complete: true })
  await kernel.usages.put({ ...restock, organisation: 'goa' }, reading('quantity'), { complete: true })
  await host.edit(renameSku)
  const { change } = await host.event('connector:held')
  expect([(await outputOf(kernel)).includes('sku'), (await outputOf(kernel, 'goa')).includes('itemCode')]).toEqual([
    true,
    true,
  ])
  await kernel.reject(change.id, { by: 'asha' })

  // A change of the extension by itself: each has it over what it uses.
  await extend(host, extension('', '1.5.0'))
  await expect
    .poll(() => [versions(kernel), versions(kernel, 'goa')])
    .toEqual([
      ['1.0.0', '1.5.0'],
      ['2.0.0', '1.5.0'],
    ])
  expect([(await outputOf(kernel)).includes('sku'), (await outputOf(kernel, 'goa')).includes('itemCode')]).toEqual([
    true,
    true,
  ])
})

it('is withdrawn with what it extends', async () => {
  await using host = await openHost()
  const kernel = await start(host)
  await kernel.usages.put(restock, reading('sku'), { complete: true })
  await host.edit(renameSku)
  const { change } = await host.event('connector:held')
  await host.drop('production-tracker')
  expect(await host.event('connector:withdrawn')).toMatchObject({ change: { id: change.id, state: 'withdrawn' } })
  expect(versions(kernel)).toEqual(['1.0.0', '1.0.0'])
  expect(await kernel.changes.list({ organisation })).toEqual([])
  await host.edit(addNote)
  await expect.poll(() => versions(kernel)).toEqual(['1.1.0', '1.0.0'])
  expect(await outputOf(kernel)).toContain('note')
})

it('holds the removal of what it extends while somebody uses the extension', async () => {
  await using host = await openHost()
  const kernel = await start(host)
  const uses = reading('sku').slice(0, 1)
  await kernel.usages.put(restock, uses, { complete: true })
  await rm(join(host.plugins, 'production-tracker'), { recursive: true })
  const { change } = await host.event('connector:held')
  expect(change).toMatchObject({ connector: 'production-tracker', revision: null })
  expect(change.extensions).toMatchObject([{ connector: 'tracker-more', revision: null }])
  expect(change.report.findings).toMatchObject([{ status: 'broken', operation, kind: 'operation.removed' }])
  expect(versions(kernel)).toEqual(['1.0.0', '1.0.0'])
  await kernel.approve(change.id, { by: 'operations' })
  expect(versions(kernel)).toEqual([undefined, undefined])
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

it('is removed by the approval of whoever holds that, also where what it extends changed meanwhile', async () => {
  await using host = await openHost()
  const kernel = await start(host)
  const uses = reading('status').slice(0, 1)
  for (const whose of ['goa', 'pune'])
    await kernel.usages.put({ ...restock, organisation: whose }, uses, { complete: true })
  await rm(join(host.plugins, 'more'), { recursive: true })
  const first = await host.event('connector:held', ({ change }) => change.organisation === 'pune')
  await host.edit(addNote)
  const waiting = async (whose: string) => (await kernel.changes.list({ organisation: whose }))[0]
  await expect.poll(async () => (await waiting('pune'))?.id).not.toBe(first.change.id)
  expect(await waiting('pune')).toMatchObject({ connector: 'tracker-more', revision: null, state: 'held' })
  await expect(kernel.approve(first.change.id, { by: 'operations' })).rejects.toMatchObject({ code: 'change-decided' })

  const last = { pune: await waiting('pune'), goa: await waiting('goa') }
  await kernel.approve(last.pune?.id as never, { by: 'operations' })
  expect([versions(kernel), versions(kernel, 'goa')]).toEqual([
    ['1.1.0', undefined],
    ['1.1.0', '1.0.0'],
  ])
  expect(await outputOf(kernel, 'goa')).toContain('note')
  await kernel[Symbol.asyncDispose]()
  const again = await host.start()
  expect([versions(again)[1], versions(again, 'goa')[1]]).toEqual([undefined, '1.0.0'])
  await again.approve(last.goa?.id as never, { by: 'operations' })
  expect(versions(again, 'goa')[1]).toBeUndefined()
})

it('gives way to the host’s of its id where its removal was held, also where what it extends changed meanwhile', async () => {
  await using host = await openHost()
  const own = join(host.dir, 'own')
  await mkdir(own)
  await host.drop('production-tracker')
  await extend(host)
  await extend(host, extension('', '5.0.0').replace('oneOrder', 'anOrder'), own)
  const kernel = await host.start({ plugins: [{ dir: host.plugins }, { dir: own, scope: 'organisation:pune' }] })
  expect([versions(kernel)[1], versions(kernel, 'goa')[1]]).toEqual(['5.0.0', '1.0.0'])
  const uses = reading('status').slice(0, 1)
  const mine = uses.map((usage) => ({ ...usage, operation: 'tracker-more.anOrder' }))
  await kernel.usages.put(restock, mine, { complete: true })
  await rm(join(own, 'more'), { recursive: true })
  const first = await host.event('connector:held')
  await host.edit(addNote)
  const next = await host.event('connector:held', ({ change }) => change.id !== first.change.id)
  expect(versions(kernel)).toEqual(['1.1.0', '5.0.0'])
  await kernel.approve(next.change.id, { by: 'operations' })
  expect(versions(kernel)).toEqual(['1.1.0', '1.0.0'])
})
