import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Kernel, sqlite } from '../../src/index.ts'
import { put } from './bell.ts'
import { dependent, first, second, third, version } from './bell-revisions.ts'
import { bellUsages } from './bell-usages.ts'
import { type Host, openHost } from './host.ts'

const by = 'asha'

/** The versions that the dependent of an organisation is bound to. */
async function bound(host: Host, organisation: string): Promise<string> {
  await using store = await sqlite(join(host.dir, 'state.db')).open()
  const bindings = await store.tables.bindings.of(organisation, 'one')
  const found = await Promise.all(bindings.map(({ revision }) => store.tables.revisions.get(revision)))
  return [...new Set(found.map((one) => one?.version))].join()
}

async function held(kernel: Kernel, organisation: string) {
  const all = await kernel.changes.list({ organisation })
  return all.map(({ report }) => `${report.base} > ${report.revision}`)
}

async function start(host: Host, ...organisations: string[]): Promise<Kernel> {
  await put(host.plugins, 'bell', first)
  const kernel = await host.start()
  for (const one of organisations)
    await kernel.usages.put(dependent('one', one), bellUsages('sound'), { complete: true })
  return kernel
}

async function approveNext(host: Host, kernel: Kernel, organisation: string) {
  const { change } = await host.event(
    'connector:held',
    (event) => event.change.organisation === organisation && event.change.state === 'held',
  )
  const [waiting] = await kernel.changes.list({ organisation })
  const seen = waiting?.report.findings.map(({ fingerprint }) => fingerprint) ?? []
  return kernel.approve(waiting?.id ?? change.id, { by, seen })
}

it('weighs for whoever has what everybody has, when somebody else’s approval moves that', async () => {
  await using host = await openHost()
  const kernel = await start(host, 'pune')
  await put(host.plugins, 'bell', second)
  await host.event('connector:held')
  await kernel.usages.put(dependent('one', 'goa'), bellUsages('sound'), { complete: true })
  await kernel.usages.put(dependent('one', 'delhi'), bellUsages('other').slice(0, 1), { complete: true })
  await approveNext(host, kernel, 'pune')
  expect([await bound(host, 'pune'), await bound(host, 'goa'), await bound(host, 'delhi')]).toEqual([
    '2.0.0',
    '1.0.0',
    '2.0.0',
  ])
  expect([version(kernel, 'goa'), version(kernel, 'delhi'), version(kernel, 'agra')]).toEqual([
    '1.0.0',
    '2.0.0',
    '2.0.0',
  ])
  expect(await held(kernel, 'goa')).toEqual(['bell 1.0.0 > bell 2.0.0'])
  expect(
    host.events.slice(-3).map(({ name, event }) => [name, (event as { organisation?: string }).organisation]),
  ).toEqual([
    ['connector:changed', 'pune'],
    ['connector:changed', 'delhi'],
    ['connector:held', undefined],
  ])
  await kernel[Symbol.asyncDispose]()
  const again = await host.start()
  expect([version(again, 'goa'), await held(again, 'goa'), await bound(host, 'goa')]).toEqual([
    '1.0.0',
    ['bell 1.0.0 > bell 2.0.0'],
    '1.0.0',
  ])
})

it('lets go of a removed connector for the one who approves that, and leaves the others theirs, over a restart', async () => {
  await using host = await openHost()
  const kernel = await start(host, 'pune', 'goa')
  await put(host.plugins, 'bell', second)
  await host.event('connector:held', ({ change }) => change.organisation === 'goa')
  await approveNext(host, kernel, 'pune')
  const [here, away] = [join(host.plugins, 'bell'), join(host.dir, 'away')]
  await rename(here, away)
  await host.event('connector:held', ({ change }) => change.organisation === 'goa' && change.revision === null)
  await approveNext(host, kernel, 'goa')
  expect([version(kernel, 'pune'), version(kernel, 'goa'), version(kernel, 'agra')]).toEqual([
    '2.0.0',
    undefined,
    '2.0.0',
  ])
  await kernel[Symbol.asyncDispose]()
  const again = await host.start()
  await again.rescan()
  expect([version(again, 'pune'), version(again, 'goa'), await held(again, 'goa')]).toEqual(['2.0.0', undefined, []])
  await expect(again.usages.put(dependent('one', 'goa'), bellUsages('tone'), { complete: true })).rejects.toMatchObject(
    {
      code: 'operation-unknown',
    },
  )

  // What its flows still name is bound again once the connector is there again.
  await rename(away, here)
  await expect.poll(() => version(again, 'goa'), { timeout: 10_000 }).toBe('2.0.0')
  expect([await bound(host, 'goa'), await bound(host, 'pune')]).toEqual(['2.0.0', '2.0.0'])
})

it('leaves one change that waits where an approval is taken back while a newer state waits', async () => {
  await using host = await openHost()
  const kernel = await start(host, 'pune')
  await kernel.usages.put(dependent('two', 'pune'), bellUsages('sound'), { complete: true })
  await put(host.plugins, 'bell', second)
  const approved = await approveNext(host, kernel, 'pune')
  await kernel.usages.put(dependent('one', 'pune'), bellUsages('tone'), { complete: true })
  await put(host.plugins, 'bell', third)
  await host.event('connector:held', ({ change }) => change.report.revision === 'bell 3.0.0')
  const refused = await kernel.rollback(approved.id, { by }).catch((error) => error)
  const back = await kernel.rollback(approved.id, { by, seen: refused.hint.match(/[0-9a-f]{16}/g) })
  expect(back.state).toBe('withdrawn')
  expect([version(kernel, 'pune'), await bound(host, 'pune')]).toEqual(['1.0.0', '1.0.0'])
  expect(await held(kernel, 'pune')).toEqual(['bell 1.0.0 > bell 3.0.0'])
  const before = (await kernel.changes.list({ organisation: 'pune' })).map(({ id }) => id)
  await kernel[Symbol.asyncDispose]()
  const again = await host.start()
  expect((await again.changes.list({ organisation: 'pune' })).map(({ id }) => id)).toEqual(before)
  await approveNext(host, again, 'pune')
  expect(version(again, 'pune')).toBe('3.0.0')
})

it('withdraws an approval that is taken back where the folder has another state that was rejected', async () => {
  await using host = await openHost()
  const kernel = await start(host, 'pune')
  await put(host.plugins, 'bell', second)
  const approved = await approveNext(host, kernel, 'pune')
  await kernel.usages.put(dependent('one', 'pune'), bellUsages('tone'), { complete: true })
  await put(host.plugins, 'bell', third)
  const { change } = await host.event('connector:held', (event) => event.change.report.revision === 'bell 3.0.0')
  await kernel.reject(change.id, { by })
  const refused = await kernel.rollback(approved.id, { by }).catch((error) => error)
  const back = await kernel.rollback(approved.id, { by, seen: refused.hint.match(/[0-9a-f]{16}/g) })
  expect([back.state, version(kernel, 'pune'), await held(kernel, 'pune')]).toEqual(['withdrawn', '1.0.0', []])
  await kernel[Symbol.asyncDispose]()
  const again = await host.start()
  expect([version(again, 'pune'), await held(again, 'pune')]).toEqual(['1.0.0', []])
})
