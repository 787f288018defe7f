import { expect, it } from 'vitest'
import type { HostDependent, Kernel, OperationName, Usage } from '../../src/index.ts'
import { connectTracker, type Host, openHost, organisation, trackerKey } from './host.ts'
import { startTracker } from './service.ts'

const restock: HostDependent = { organisation, id: 'restock', edition: '1' }
const addNote = (text: string) =>
  text
    .replace(/version: .*/, "version: '1.1.0'")
    .replaceAll(/( +)quantity: \{.*\}/g, (line, indent) => `${line}\n${indent}note: { type: string }`)
const renameSku = (text: string) => text.replace(/version: .*/, "version: '2.0.0'").replaceAll('sku', 'itemCode')
const moveServer = (text: string) =>
  text.replace('https://{host}/api', 'https://collect.example.net/api').replace(/ +variables: \{ host.*\n/, '')

/** What a host's own flow says: it hears completed orders and reads one field of each. */
function reading(field: string): Usage[] {
  const read = { step: 'trigger', path: [field], as: 'value', ifAbsent: 'drops', at: null } as const
  const operation: OperationName = 'production-tracker.orderCompleted'
  return [{ step: 'trigger', operation, supplies: [], reads: [read] }]
}

async function startWithTracker(host: Host, options = {}): Promise<Kernel> {
  await host.drop('production-tracker')
  const kernel = await host.start(options)
  await host.event('connector:ready')
  return kernel
}

const versionOf = (kernel: Kernel, whose = organisation) =>
  kernel.catalogue.list({ organisation: whose }).find(({ id }) => id === 'production-tracker')?.version

it('lets an added field go live, with dependents or without', async () => {
  await using host = await openHost()
  const kernel = await startWithTracker(host)
  await kernel.usages.put(restock, reading('sku'), { complete: true })
  await host.edit(addNote)
  const changed = await host.event('connector:changed')
  expect(changed).toMatchObject({ version: '1.1.0', organisation: null })
  expect(versionOf(kernel)).toBe('1.1.0')
  expect(host.names()).not.toContain('connector:held')
})

it('holds a rename for whoever reads the field, and for nobody else', async () => {
  await using host = await openHost()
  const kernel = await startWithTracker(host)
  await kernel.usages.put(restock, reading('sku'), { complete: true })
  await kernel.usages.put({ ...restock, organisation: 'goa' }, reading('quantity'), { complete: true })
  await host.edit(renameSku)
  const { change } = await host.event('connector:held')
  expect(change).toMatchObject({ organisation, state: 'held', report: { verdict: 'broken' } })
  expect(change.report.findings).toMatchObject([
    { status: 'broken', flow: 'restock', step: 'trigger', kind: 'output.renamed', evidence: { file: null } },
  ])
  expect(await host.event('connector:changed')).toMatchObject({ organisation: 'goa', version: '2.0.0' })
  expect([versionOf(kernel), versionOf(kernel, 'goa'), versionOf(kernel, 'delhi')]).toEqual(['1.0.0', '2.0.0', '2.0.0'])
  expect(await kernel.changes.list({ organisation: 'goa' })).toEqual([])
})

it('keeps a held change over a restart, over a broken edit, and until the base comes back', async () => {
  await using host = await openHost()
  const first = await startWithTracker(host)
  await first.usages.put(restock, reading('sku'), { complete: true })
  await host.edit(renameSku)
  const { change } = await host.event('connector:held')
  expect(versionOf(first, 'anybody else')).toBe('1.0.0')
  await first[Symbol.asyncDispose]()
  await expect(first.invoke('production-tracker.listOrders')).rejects.toMatchObject({ code: 'kernel-closed' })

  const kernel = await host.start()
  expect(versionOf(kernel)).toBe('1.0.0')
  expect((await kernel.changes.list({ organisation })).map(({ id }) => id)).toEqual([change.id])
  expect(host.names().filter((name) => name === 'connector:held')).toHaveLength(1)

  await host.edit((text) => `${text}\n  : [broken`)
  const failed = await host.event('connector:failed')
  expect(failed.problems[0]).toMatchObject({ line: expect.any(Number), column: expect.any(Number) })
  expect(await kernel.changes.list({ organisation })).toHaveLength(1)

  await host.drop('production-tracker')
  await expect.poll(() => kernel.changes.list({ organisation })).toEqual([])
  expect(await kernel.changes.list({ organisation, state: 'withdrawn' })).toHaveLength(1)
  expect(versionOf(kernel)).toBe('1.0.0')
})

it('replaces a held change by a newer one', async () => {
  await using host = await openHost()
  const kernel = await startWithTracker(host)
  await kernel.usages.put(restock, reading('sku'), { complete: true })
  await host.edit(renameSku)
  const first = await host.event('connector:held')
  await host.edit((text) => text.replaceAll('itemCode', 'partNumber'))
  const second = await host.event('connector:held', ({ change }) => change.id !== first.change.id)
  expect((await kernel.changes.list({ organisation })).map(({ id }) => id)).toEqual([second.change.id])
  await expect(kernel.approve(first.change.id, { by: 'asha' })).rejects.toMatchObject({ code: 'change-decided' })
})

it('approves once, moves the bindings, and says so', async () => {
  await using host = await openHost()
  const kernel = await startWithTracker(host)
  await kernel.usages.put(restock, reading('sku'), { complete: true })
  await host.edit(renameSku)
  const { change } = await host.event('connector:held')
  await expect(kernel.approve('chg_none' as never, { by: 'asha' })).rejects.toMatchObject({ code: 'change-unknown' })
  const documents = [{ id: 'restock', document: 'flow: 1' }]
  const misnamed = { by: 'asha', documents } as { readonly by: string }
  await expect(kernel.approve(change.id, misnamed)).rejects.toMatchObject({ code: 'argument-invalid' })
  await expect(kernel.approve(change.id, { by: 'asha', dependents: documents })).rejects.toMatchObject({
    code: 'approval-refused',
  })
  const decided = await Promise.allSettled([
    kernel.approve(change.id, { by: 'asha' }),
    kernel.approve(change.id, { by: 'ravi' }),
  ])
  expect(decided.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(await host.event('connector:changed')).toMatchObject({ organisation, version: '2.0.0' })
  expect([versionOf(kernel), versionOf(kernel, 'goa')]).toEqual(['2.0.0', '2.0.0'])
  expect(await kernel.changes.list({ organisation, state: 'approved' })).toMatchObject([{ decidedBy: 'asha' }])
})

it('does not stage again what was rejected, also after a restart', async () => {
  await using host = await openHost()
  const first = await startWithTracker(host)
  await first.usages.put(restock, reading('sku'), { complete: true })
  await host.edit(renameSku)
  const { change } = await host.event('connector:held')
  await first.reject(change.id, { by: 'asha' })
  await first[Symbol.asyncDispose]()
  const kernel = await host.start()
  await kernel.rescan()
  expect(await kernel.changes.list({ organisation })).toEqual([])
  expect(versionOf(kernel)).toBe('1.0.0')
  await host.edit((text) => text.replaceAll('itemCode', 'sku').replace('2.0.0', '2.1.0'))
  await expect.poll(() => versionOf(kernel)).toBe('2.1.0')
})

it('holds the removal of a folder that dependents use, and lets it go when nobody does', async () => {
  await using host = await openHost()
  const kernel = await startWithTracker(host)
  await kernel.usages.put(restock, reading('sku'), { complete: true })
  const { rename } = await import('node:fs/promises')
  const away = () => rename(`${host.plugins}/production-tracker`, `${host.dir}/away`)
  await away()
  const { change } = await host.event('connector:held')
  expect(change).toMatchObject({ revision: null, report: { verdict: 'broken' } })
  expect(versionOf(kernel)).toBe('1.0.0')
  await rename(`${host.dir}/away`, `${host.plugins}/production-tracker`)
  await expect.poll(() => kernel.changes.list({ organisation })).toEqual([])
  await kernel.usages.remove(restock)
  await away()
  await host.event('connector:removed')
  expect(kernel.catalogue.list({ organisation })).toEqual([])
})

it('holds a dependent that did not tell what it uses as risky', async () => {
  await using host = await openHost()
  const kernel = await startWithTracker(host)
  await kernel.usages.put(restock, [], { complete: false })
  const listening = await connectTracker(kernel).then((connection) =>
    kernel.listen({
      operation: 'production-tracker.orderCompleted',
      connection: connection.id,
      dependent: 'restock',
      deliver() {},
    }),
  )
  await host.edit(renameSku)
  const { change } = await host.event('connector:held')
  expect(change.report).toMatchObject({ complete: false, findings: [{ status: 'risky', step: '?' }] })
  await listening.remove()
})

it('never sends a key where it was not given for: holds, and asks for it again when approved', async () => {
  await using tracker = await startTracker(trackerKey)
  await using thief = await startTracker('no key is right')
  await using host = await openHost()
  const kernel = await startWithTracker(host, {
    connectTo: { 'https://tracker.example.com': tracker.origin, 'https://collect.example.net': thief.origin },
  })
  const connection = await connectTracker(kernel)
  await host.edit(moveServer)
  const { change } = await host.event('connector:held')
  expect(change.report.findings).toMatchObject([
    {
      status: 'risky',
      kind: 'auth.grant',
      flow: null,
      step: null,
      message: expect.stringContaining('collect.example.net'),
    },
  ])
  expect(await kernel.connections.test(connection.id)).toEqual({ ok: true })

  await kernel.approve(change.id, { by: 'asha' })
  const again = await kernel.connections.test(connection.id)
  expect(again).toMatchObject({ ok: false, code: 'connection-needs-reauthorisation' })
  expect(thief.seen).toEqual([])
  await kernel.connections.reauthorise(connection.id, { credentials: { key: 'another key' } })
  expect(await kernel.connections.test(connection.id)).toMatchObject({ ok: false, code: 'operation-failed' })
  expect(thief.seen.map(({ key }) => key)).toEqual(['another key'])
  expect(JSON.stringify(host.events)).not.toContain(trackerKey)
})

it('asks for the secrets again when a connector comes back under its id and wants them elsewhere', async () => {
  await using host = await openHost()
  const kernel = await startWithTracker(host)
  const connection = await connectTracker(kernel)
  const { rm } = await import('node:fs/promises')
  await rm(`${host.plugins}/production-tracker`, { recursive: true })
  await host.event('connector:removed')
  await host.drop('production-tracker')
  await host.edit(moveServer)
  await expect.poll(() => versionOf(kernel)).toBe('1.0.0')
  const [listed] = await kernel.connections.list({ organisation })
  expect(listed).toMatchObject({ id: connection.id, status: 'needs-reauthorisation' })
})
