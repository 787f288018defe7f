import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Kernel, sqlite } from '../../src/index.ts'
import { put } from './bell.ts'
import { dependent, first, second, third } from './bell-revisions.ts'
import { bellUsages } from './bell-usages.ts'
import { type Host, openHost, organisation } from './host.ts'

const by = 'asha'

/** `one` went ahead with the second version, whose change waits for `two`. */
async function ahead(host: Host) {
  await put(host.plugins, 'bell', first)
  const kernel = await host.start()
  for (const id of ['one', 'two']) await kernel.usages.put(dependent(id), bellUsages('sound'), { complete: true })
  await put(host.plugins, 'bell', second)
  const { change } = await host.event('connector:held')
  await kernel.approve(change.id, { by, only: ['one'], seen: change.report.findings.map((one) => one.fingerprint) })
  return { kernel, change }
}

/** The versions that each dependent is bound to, and those that are kept. */
async function state(host: Host) {
  await using store = await sqlite(join(host.dir, 'state.db')).open()
  const { bindings, revisions } = store.tables
  const versionsOf = async (id: string) => {
    const bound = await bindings.of(organisation, id)
    const found = await Promise.all(bound.map(async ({ revision }) => (await revisions.get(revision))?.version))
    return [...new Set(found)].join()
  }
  return { one: await versionsOf('one'), two: await versionsOf('two') }
}

async function restarted(host: Host, kernel: Kernel): Promise<Kernel> {
  await kernel[Symbol.asyncDispose]()
  return host.start()
}

it('brings back who went ahead with what is rejected, and keeps nobody there, over restarts', async () => {
  await using host = await openHost()
  const { kernel, change } = await ahead(host)
  const again = await restarted(host, kernel)
  expect(await state(host)).toEqual({ one: '2.0.0', two: '1.0.0' })
  const rejected = await again.reject(change.id, { by })
  expect([rejected.state, rejected.decidedBy, rejected.moved]).toEqual(['rejected', by, undefined])
  expect(await state(host)).toEqual({ one: '1.0.0', two: '1.0.0' })

  const last = await restarted(host, again)
  await last.rescan()
  expect(await last.changes.list({ organisation })).toEqual([])
  expect(await state(host)).toEqual({ one: '1.0.0', two: '1.0.0' })
  await using store = await sqlite(join(host.dir, 'state.db')).open()
  expect(await store.tables.revisions.get(change.revision as never)).toBeUndefined()
  await expect(last.rollback(change.id, { by })).rejects.toMatchObject({ code: 'change-decided' })
})

it('does not reject what some went ahead with where their way back would break them, until that was seen', async () => {
  await using host = await openHost()
  const { kernel, change } = await ahead(host)
  await kernel.usages.put(dependent('one'), bellUsages('tone'), { complete: true })
  const refused = await kernel.reject(change.id, { by }).catch((error) => error)
  expect(refused).toMatchObject({
    code: 'approval-refused',
    message: expect.stringContaining('is not rejected: going back breaks step "tell" of "one"'),
  })
  expect([await state(host), (await kernel.changes.list({ organisation })).map(({ id }) => id)]).toEqual([
    { one: '2.0.0', two: '1.0.0' },
    [change.id],
  ])
  const misnamed = { by, documents: [] } as { readonly by: string }
  await expect(kernel.reject(change.id, misnamed)).rejects.toMatchObject({ code: 'argument-invalid' })
  const seen = refused.hint.match(/[0-9a-f]{16}/g) ?? []
  await kernel.reject(change.id, { by, seen })
  expect(await state(host)).toEqual({ one: '1.0.0', two: '1.0.0' })
})

it.each([
  ['the file was put back', first],
  ['a newer state took its place', third],
])('brings back who went ahead also once %s, over a restart', async (_name, text) => {
  await using host = await openHost()
  const { kernel, change } = await ahead(host)
  await put(host.plugins, 'bell', text)
  await host.event('connector:withdrawn', (event) => event.change.id === change.id)
  const again = await restarted(host, kernel)
  const waiting = (await again.changes.list({ organisation })).map(({ id }) => id)
  expect(await state(host)).toEqual({ one: '2.0.0', two: '1.0.0' })
  const back = await again.rollback(change.id, { by })
  expect([back.state, back.moved]).toEqual(['withdrawn', undefined])
  expect(await state(host)).toEqual({ one: '1.0.0', two: '1.0.0' })
  expect((await again.changes.list({ organisation })).map(({ id }) => id)).toEqual(waiting)
  await expect(again.rollback(change.id, { by })).rejects.toMatchObject({ code: 'change-decided' })
  await using store = await sqlite(join(host.dir, 'state.db')).open()
  expect(await store.tables.revisions.get(change.revision as never)).toBeUndefined()
})

it('has nobody to bring back once all have what came later', async () => {
  await using host = await openHost()
  const { kernel, change } = await ahead(host)
  await put(host.plugins, 'bell', third)
  const { change: later } = await host.event('connector:held', (event) => event.change.id !== change.id)
  await kernel.approve(later.id, { by, seen: later.report.findings.map((one) => one.fingerprint) })
  expect(await state(host)).toEqual({ one: '3.0.0', two: '3.0.0' })
  await expect(kernel.rollback(change.id, { by })).rejects.toMatchObject({ code: 'change-decided' })
})
