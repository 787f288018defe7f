import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sqlite } from '../../src/index.ts'
import { put } from './bell.ts'
import { dependent, first, second, version } from './bell-revisions.ts'
import { bellUsages } from './bell-usages.ts'
import { gated } from './gate.ts'
import { type Host, openHost, organisation } from './host.ts'

const by = 'asha'

async function holding(host: Host, { whose = [organisation], options = {} } = {}) {
  await put(host.plugins, 'bell', first)
  const kernel = await host.start(options)
  for (const one of whose) await kernel.usages.put(dependent('one', one), bellUsages('sound'), { complete: true })
  await put(host.plugins, 'bell', second)
  for (const one of whose) await host.event('connector:held', ({ change }) => change.organisation === one)
  const [change] = await kernel.changes.list({ organisation })
  if (change === undefined) throw new Error('Nothing is held.')
  return { kernel, change }
}

it('gives the base back to everybody where nobody else has the revision, and says so', async () => {
  await using host = await openHost()
  const { kernel, change } = await holding(host)
  await kernel.approve(change.id, { by })
  expect([version(kernel), version(kernel, 'delhi')]).toEqual(['2.0.0', '2.0.0'])
  const told = host.events.length
  const back = await kernel.rollback(change.id, { by })
  expect([back.state, back.decidedBy]).toEqual(['held', undefined])
  expect([version(kernel), version(kernel, 'delhi')]).toEqual(['1.0.0', '1.0.0'])
  expect(host.events.slice(told)).toMatchObject([
    {
      name: 'connector:changed',
      event: { version: '1.0.0', base: change.revision, revision: change.base, organisation },
    },
    { name: 'connector:held', event: { change: { id: change.id } } },
  ])
  await kernel.rescan()
  expect(version(kernel)).toBe('1.0.0')

  await put(host.plugins, 'bell', first)
  await host.event('connector:withdrawn', (event) => event.change.id === change.id)
  expect(await kernel.changes.list({ organisation })).toEqual([])
})

it('leaves others what they have', async () => {
  await using host = await openHost()
  const { kernel, change } = await holding(host, { whose: [organisation, 'goa'] })
  const [other] = await kernel.changes.list({ organisation: 'goa' })
  await kernel.approve(change.id, { by })
  if (other !== undefined) await kernel.approve(other.id, { by })
  await kernel.rollback(change.id, { by })
  expect([version(kernel), version(kernel, 'goa'), version(kernel, 'delhi')]).toEqual(['1.0.0', '2.0.0', '2.0.0'])
  await kernel[Symbol.asyncDispose]()
  const again = await host.start()
  expect([version(again), version(again, 'goa')]).toEqual(['1.0.0', '2.0.0'])
  expect(await again.changes.list({ organisation })).toMatchObject([{ id: change.id, report: { verdict: 'broken' } }])
  await again.reject(change.id, { by })
  await expect(again.rollback(change.id, { by })).rejects.toMatchObject({ code: 'change-decided' })
})

it('brings a removed connector back to those who used it', async () => {
  await using host = await openHost()
  await put(host.plugins, 'bell', first)
  const store = gated(sqlite(join(host.dir, 'state.db')))
  const kernel = await host.start({ store })
  await kernel.usages.put(dependent('one'), bellUsages('sound'), { complete: true })
  const [here, away] = [join(host.plugins, 'bell'), join(host.dir, 'away')]
  await rename(here, away)
  const { change } = await host.event('connector:held')
  const { tables } = await store.open()
  await kernel.approve(change.id, { by })
  expect([version(kernel), await tables.owners.get('host', 'bell')]).toEqual([undefined, undefined])
  const back = await kernel.rollback(change.id, { by })
  expect([version(kernel), await tables.owners.get('host', 'bell'), back.owner]).toEqual(['1.0.0', here, undefined])
  await kernel[Symbol.asyncDispose]()
  const again = await host.start()
  expect([version(again), (await again.changes.list({ organisation })).length]).toEqual(['1.0.0', 1])
  const bound = await tables.bindings.of(organisation, 'one')
  expect(bound.map(({ operation, revision }) => [operation, revision])).toEqual([
    ['bell.ring', change.base],
    ['bell.toll', change.base],
  ])

  await rename(away, here)
  await host.event('connector:withdrawn', (event) => event.change.id === change.id)
  expect(version(again)).toBe('1.0.0')
})

it('weighs again what came while a rollback was being written', async () => {
  await using host = await openHost()
  const store = gated(sqlite(join(host.dir, 'gated.db')))
  const { kernel, change } = await holding(host, { options: { store } })
  await kernel.usages.put(dependent('one'), bellUsages('other').slice(0, 1), { complete: true })
  await kernel.approve(change.id, { by })
  const reached = store.hold('rollback')
  const rollback = kernel.rollback(change.id, { by }).catch((error: unknown) => error)
  const goOn = await reached
  await kernel.usages.put(dependent('two'), bellUsages('tone'), { complete: true })
  goOn()
  expect(await rollback).toMatchObject({ code: 'approval-refused', message: expect.stringContaining('"two"') })
  expect(version(kernel)).toBe('2.0.0')
  const seen = ((await rollback) as { hint: string }).hint.match(/[0-9a-f]{16}/g) ?? []
  await kernel.rollback(change.id, { by, seen })
  expect(version(kernel)).toBe('1.0.0')
})

it('refuses what it does not know', async () => {
  await using host = await openHost()
  const { kernel, change } = await holding(host)
  await expect(kernel.rollback('chg_none' as typeof change.id, { by })).rejects.toMatchObject({
    code: 'change-unknown',
  })
  await expect(kernel.rollback(change.id, { by: '' })).rejects.toMatchObject({ code: 'argument-invalid' })
  await expect(kernel.rollback(change.id, { by, documents: [] } as never)).rejects.toMatchObject({
    code: 'argument-invalid',
  })
})

it('lets a removal or other places for credentials only take effect for all', async () => {
  await using host = await openHost()
  await put(host.plugins, 'bell', first)
  const kernel = await host.start()
  await kernel.usages.put(dependent('one'), bellUsages('sound'), { complete: true })
  await rename(join(host.plugins, 'bell'), join(host.dir, 'away'))
  const { change } = await host.event('connector:held')
  await expect(kernel.approve(change.id, { by, only: ['one'] })).rejects.toMatchObject({ code: 'approval-refused' })
})
