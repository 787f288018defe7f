import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Kernel, sqlite } from '../../src/index.ts'
import { put } from './bell.ts'
import { dependent, first, second, version } from './bell-revisions.ts'
import { bellUsages } from './bell-usages.ts'
import { gated } from './gate.ts'
import { type Host, openHost, organisation } from './host.ts'

async function start(host: Host, options = {}): Promise<Kernel> {
  await put(host.plugins, 'bell', first)
  return host.start(options)
}

/** Holds the second revision for whoever reads what it renames. */
async function holding(host: Host, options = {}) {
  const kernel = await start(host, options)
  await kernel.usages.put(dependent('one'), bellUsages('sound'), { complete: true })
  await put(host.plugins, 'bell', second)
  const { change } = await host.event('connector:held')
  return { kernel, change }
}

it('refuses an approval that breaks what came since it was held, until that was seen', async () => {
  await using host = await openHost()
  const { kernel, change } = await holding(host)
  await kernel.usages.put(dependent('two'), bellUsages('sound'), { complete: true })
  await expect(kernel.approve(change.id, { by: 'asha' })).rejects.toMatchObject({
    code: 'approval-refused',
    message: expect.stringContaining('"tell" of "two"'),
    problems: [{ code: 'output.renamed', message: expect.stringContaining('two, step tell') }],
  })
  expect([version(kernel), await kernel.changes.list({ organisation })]).toMatchObject(['1.0.0', [{ state: 'held' }]])
  const [now] = await kernel.changes.list({ organisation })
  const seen = now?.report.findings.map(({ fingerprint }) => fingerprint) ?? []
  await kernel.approve(change.id, { by: 'asha', seen })
  expect(version(kernel)).toBe('2.0.0')
})

it('approves with what came since and is not broken', async () => {
  await using host = await openHost()
  const { kernel, change } = await holding(host)
  const own = bellUsages('sound').slice(0, 1)
  await kernel.usages.put(dependent('two'), own, { complete: true })
  await kernel.approve(change.id, { by: 'asha' })
  expect(version(kernel)).toBe('2.0.0')
})

it('weighs again what came while an approval was being written', async () => {
  await using host = await openHost()
  const store = gated(sqlite(join(host.dir, 'gated.db')))
  const { kernel, change } = await holding(host, { store })
  const reached = store.hold('approve')
  const approval = kernel.approve(change.id, { by: 'asha' }).catch((error: unknown) => error)
  const goOn = await reached
  await kernel.usages.put(dependent('two'), bellUsages('sound'), { complete: true })
  goOn()
  expect(await approval).toMatchObject({ code: 'approval-refused', message: expect.stringContaining('"two"') })
  expect(version(kernel)).toBe('1.0.0')
})

it('weighs again what came while a change was being swapped in', async () => {
  await using host = await openHost()
  const store = gated(sqlite(join(host.dir, 'gated.db')))
  const kernel = await start(host, { store })
  const reached = store.hold('stage')
  await put(host.plugins, 'bell', second)
  const goOn = await reached
  await kernel.usages.put(dependent('one'), bellUsages('sound'), { complete: true })
  goOn()
  const { change } = await host.event('connector:held')
  expect([change.report.verdict, version(kernel)]).toEqual(['broken', '1.0.0'])
})

it('weighs again what a host says anew of the same edition meanwhile', async () => {
  await using host = await openHost()
  const store = gated(sqlite(join(host.dir, 'gated.db')))
  const kernel = await start(host, { store })
  await kernel.usages.put(dependent('one'), bellUsages('other').slice(0, 1), { complete: true })
  const reached = store.hold('stage')
  await put(host.plugins, 'bell', second)
  const goOn = await reached
  await kernel.usages.put(dependent('one'), bellUsages('sound'), { complete: true })
  goOn()
  await host.event('connector:held')
  expect(version(kernel)).toBe('1.0.0')
})

it('tells of a change that a newer one replaces', async () => {
  await using host = await openHost()
  const { change } = await holding(host)
  await put(host.plugins, 'bell', second.replace('2.0.0', '2.0.1'))
  expect(await host.event('connector:withdrawn')).toMatchObject({ change: { id: change.id, state: 'withdrawn' } })
  const order = host.names().filter((name) => name === 'connector:held' || name === 'connector:withdrawn')
  expect(order).toEqual(['connector:held', 'connector:withdrawn', 'connector:held'])
})

it('holds a removal again after the connector of one that was rejected came back', async () => {
  await using host = await openHost()
  const kernel = await start(host)
  await kernel.usages.put(dependent('one'), bellUsages('sound'), { complete: true })
  const [here, away] = [join(host.plugins, 'bell'), join(host.dir, 'away')]
  await rename(here, away)
  const { change } = await host.event('connector:held')
  await kernel.reject(change.id, { by: 'asha' })
  await kernel.rescan()
  expect(await kernel.changes.list({ organisation })).toEqual([])

  await rename(away, here)
  await expect.poll(async () => (await kernel.changes.list({ organisation, state: 'rejected' }))[0]?.lapsed).toBe(true)
  await rename(here, away)
  const { change: again } = await host.event('connector:held', (event) => event.change.id !== change.id)
  expect([again.revision, version(kernel)]).toEqual([null, '1.0.0'])
  await kernel.approve(again.id, { by: 'asha' })
  expect(version(kernel)).toBeUndefined()
})

it('withdraws what is held of an organisation’s own connector whose folder went away while nobody watched', async () => {
  await using host = await openHost()
  const own = join(host.dir, 'own')
  await mkdir(own)
  await put(host.plugins, 'bell', first)
  const plugins = [{ dir: host.plugins }, { dir: own, scope: 'organisation:pune' as const }]
  const kernel = await host.start({ plugins })
  await kernel.usages.put(dependent('one'), bellUsages('sound'), { complete: true })
  await put(own, 'bell', second)
  const { change } = await host.event('connector:held')
  expect(change.scope).toBe('organisation:pune')
  await kernel[Symbol.asyncDispose]()
  await rm(join(own, 'bell'), { recursive: true })

  const restarted = await host.start({ plugins })
  expect(await restarted.changes.list({ organisation })).toEqual([])
  expect(await restarted.changes.list({ organisation, state: 'withdrawn' })).toMatchObject([{ id: change.id }])
  expect(version(restarted)).toBe('1.0.0')
  await put(own, 'bell', second.replace('2.0.0', '2.2.0'))
  await host.event('connector:held', (event) => event.change.id !== change.id)
})
