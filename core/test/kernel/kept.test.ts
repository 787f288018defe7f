import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { type Kernel, type KernelOptions, sqlite } from '../../src/index.ts'
import { counted, countedText, putCounted } from './counted.ts'
import { type Host, openHost, organisation } from './host.ts'

/** Longer than what a file system may round a time to. */
const past = 2_100

/** Starts over bells that are looked at and not read, and waits until what they are is kept. */
async function start(host: Host, options: Partial<KernelOptions> = {}) {
  const format = counted()
  const kernel = await host.start({ extensions: [format.extension], readAtStart: 0, ...options })
  return { kernel, counts: format.counts }
}

async function untilKept(host: Host, count: number): Promise<void> {
  await using store = await sqlite(join(host.dir, 'state.db')).open()
  await vi.waitUntil(async () => (await store.tables.kept.digests('host')).size === count, { timeout: 10_000 })
}

const broken = { actions: { ring: { title: 'Ring', http: 'GET ring' } } }
const file = ({ plugins }: Host, id: string) => join(plugins, id, 'counted.json')
const versions = (kernel: Kernel) =>
  Object.fromEntries(kernel.catalogue.list({ organisation }).map(({ id, version }) => [id, version]))

async function found(kernel: Kernel, text: string): Promise<string[]> {
  return (await kernel.catalogue.search({ organisation, text })).map(({ name }) => name)
}

describe.concurrent('what dormant connectors are is kept', () => {
  it('so that a search reads those alone that have its words', async () => {
    await using host = await openHost()
    for (const id of ['brass', 'clay', 'wood']) await putCounted(host.plugins, id, { actions: ['ring', `knock-${id}`] })
    await using read = await openHost()
    for (const id of ['brass', 'clay', 'wood']) await putCounted(read.plugins, id, { actions: ['ring', `knock-${id}`] })
    const other = await start(read, { readAtStart: Number.POSITIVE_INFINITY })
    const { kernel, counts } = await start(host)
    await untilKept(host, 3)
    counts.take()
    const asked: [string, readonly string[]][] = [
      ['no-such-word', []],
      ['ring no-such-word', []],
      ['KNOCK-CL', ['clay']],
      ['brass.kno', ['brass']],
      ['bell wood', ['wood']],
    ]
    for (const [text, ids] of asked) {
      expect(await found(kernel, text), text).toEqual(await found(other.kernel, text))
      expect(counts.take().read, text).toEqual(ids)
    }
    expect(await found(kernel, 'ring')).toEqual(await found(other.kernel, 'ring'))
    expect(await found(kernel, '')).toEqual(await found(other.kernel, ''))
  })

  it('so that one serves on when an edit of it can’t be read, until it is mended', async () => {
    await using host = await openHost()
    for (const id of ['brass', 'clay']) await putCounted(host.plugins, id)
    const { kernel, counts } = await start(host)
    await untilKept(host, 2)
    const [before] = kernel.catalogue.list({ organisation })
    expect(counts.take().read).toEqual([])
    await putCounted(host.plugins, 'brass', { version: '2.0.0', more: broken })
    const failed = await host.event('connector:failed')
    expect(failed).toMatchObject({ connector: 'brass', path: join(host.plugins, 'brass') })
    expect(failed.problems).toMatchObject([{ pointer: '/actions/ring/http' }])
    expect(kernel.catalogue.list({ organisation })[0]).toEqual(before)
    const brass = await kernel.catalogue.get({ organisation, connector: 'brass' })
    expect(brass).toMatchObject({ version: '1.0.0', operations: [{ name: 'brass.ring' }] })
    expect(host.names().sort()).toEqual(['connector:failed', 'connector:ready', 'connector:ready'])

    await putCounted(host.plugins, 'brass', { version: '1.0.1' })
    expect(await host.event('connector:changed')).toMatchObject({ connector: 'brass' })
    expect(versions(kernel)).toEqual({ brass: '1.0.1', clay: '1.0.0' })
    expect(host.names()).not.toContain('connector:removed')
  })

  it('also over a restart, once it served on', async () => {
    await using host = await openHost()
    for (const id of ['brass', 'clay']) await putCounted(host.plugins, id)
    const { kernel } = await start(host)
    await untilKept(host, 2)
    await writeFile(file(host, 'brass'), '{"jackfield": 1,')
    await host.event('connector:failed')
    await kernel[Symbol.asyncDispose]()
    host.events.length = 0
    const again = await start(host)
    expect(versions(again.kernel)).toEqual({ brass: '1.0.0', clay: '1.0.0' })
    expect((await again.kernel.catalogue.get({ organisation, connector: 'brass' }))?.version).toBe('1.0.0')
    expect(host.names().sort()).toEqual(['connector:failed', 'connector:ready', 'connector:ready'])
  })

  it.each([
    ['that is no JSON', '{"jackfield": 1,'],
    ['that only reading finds wrong', countedText('brass', { version: '2.0.0', more: broken })],
  ])('so that one serves on when an edit %s was made while no kernel ran', async (_name, text) => {
    await using host = await openHost()
    for (const id of ['brass', 'clay']) await putCounted(host.plugins, id)
    await sleep(past)
    const { kernel } = await start(host)
    await untilKept(host, 2)
    await kernel[Symbol.asyncDispose]()
    await writeFile(file(host, 'brass'), text)
    host.events.length = 0
    const again = await start(host)
    // Whoever needs it may come before it was looked at more closely, or after.
    if (text.endsWith('}')) await host.event('connector:failed')
    expect((await again.kernel.catalogue.get({ organisation, connector: 'brass' }))?.version).toBe('1.0.0')
    expect(await host.event('connector:failed')).toMatchObject({ connector: 'brass' })
    expect(versions(again.kernel)).toEqual({ brass: '1.0.0', clay: '1.0.0' })
    expect(host.names()).not.toContain('connector:removed')
  })

  it('and is what is read when it is needed at once after a bad edit', async () => {
    await using host = await openHost()
    for (const id of ['brass', 'clay']) await putCounted(host.plugins, id)
    const { kernel } = await start(host)
    await untilKept(host, 2)
    await kernel[Symbol.asyncDispose]()
    await putCounted(host.plugins, 'brass', { version: '2.0.0', more: broken })
    const again = await start(host)
    expect(versions(again.kernel)).toEqual({ brass: '2.0.0', clay: '1.0.0' })
    expect((await again.kernel.catalogue.get({ organisation, connector: 'brass' }))?.version).toBe('1.0.0')
    expect(versions(again.kernel)).toEqual({ brass: '1.0.0', clay: '1.0.0' })
  })

  it('no longer where none of a scope is dormant any more, nor its folder watched', async () => {
    await using host = await openHost()
    const folders = ['goa', 'pune'].map((name) => ({
      dir: join(host.dir, name),
      scope: `organisation:${name}` as const,
    }))
    for (const { dir } of folders) await putCounted(dir, 'brass')
    await putCounted(host.plugins, 'clay')
    const plugins = [{ dir: host.plugins }, ...folders]
    const keptScopes = async () => {
      await using store = await sqlite(join(host.dir, 'state.db')).open()
      return [...(await store.tables.kept.scopes())].sort()
    }
    const first = await start(host, { plugins })
    await vi.waitUntil(async () => (await keptScopes()).length === 3, { timeout: 10_000 })
    await first.kernel.catalogue.get({ organisation: 'pune', connector: 'brass' })
    await first.kernel[Symbol.asyncDispose]()
    await start(host, { plugins: [{ dir: host.plugins }, ...folders.slice(1)] })
    await vi.waitUntil(async () => (await keptScopes()).join() === 'host', { timeout: 10_000 })
  })

  it('anew after an edit that can be read, and no longer once it was read or is gone', async () => {
    await using host = await openHost()
    for (const id of ['brass', 'clay', 'wood']) await putCounted(host.plugins, id)
    const first = await start(host)
    await untilKept(host, 3)
    await first.kernel.catalogue.get({ organisation, connector: 'clay' })
    await first.kernel[Symbol.asyncDispose]()
    await putCounted(host.plugins, 'brass', { version: '2.0.0', actions: ['toll'] })
    const { kernel, counts } = await start(host)
    await untilKept(host, 2)
    await using store = await sqlite(join(host.dir, 'state.db')).open()
    const words = async () => (await store.tables.kept.get('host', join(host.plugins, 'brass')))?.words
    await vi.waitUntil(async () => (await words())?.includes('brass.toll'), { timeout: 10_000 })
    counts.take()
    expect(await found(kernel, 'brass toll')).toEqual(['brass.toll'])
    expect(await found(kernel, 'brass.ring')).toEqual([])
    expect(counts.take().read).toEqual(['brass'])
  })
})
