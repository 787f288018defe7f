import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  addNote,
  extend,
  extension,
  operation,
  outputOf,
  reading,
  renameSku,
  restock,
  start,
  versions,
} from './extension.ts'
import { openHost, organisation } from './host.ts'

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
