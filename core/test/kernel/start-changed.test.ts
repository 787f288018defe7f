import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it } from 'vitest'
import { counted, countedText, putCounted } from './counted.ts'
import { openHost, organisation } from './host.ts'
import { file, ids, past, versions } from './start-scene.ts'

/** So that 2,000 of them are more than is read at once. */
const more = { description: 'A bell of which there are many. '.repeat(10) }

describe.concurrent('a start', () => {
  it('reads again what may have changed right after it was read', async ({ expect }) => {
    await using host = await openHost()
    const format = counted()
    await putCounted(host.plugins, 'brass')
    const first = await host.start({ extensions: [format.extension] })
    await first[Symbol.asyncDispose]()
    format.counts.take()
    await sleep(past)
    const second = await host.start({ extensions: [format.extension] })
    expect(format.counts.take()).toEqual({ claimed: ['brass'], peeked: [], read: [] })
    await second[Symbol.asyncDispose]()
    await host.start({ extensions: [format.extension] })
    expect(format.counts.take()).toEqual({ claimed: [], peeked: [], read: [] })
  })

  it('tells again of what it could not read, without reading it', async ({ expect }) => {
    await using host = await openHost()
    const format = counted()
    await putCounted(host.plugins, 'brass', { more: { title: 7 } })
    await writeFile(join(host.plugins, 'notes.txt'), 'not a connector')
    await sleep(past)
    const first = await host.start({ extensions: [format.extension] })
    const failed = host.events.filter(({ name }) => name === 'connector:failed')
    expect(failed).toMatchObject([{ event: { connector: 'brass', problems: [{ code: 'type-wrong' }] } }])
    await first[Symbol.asyncDispose]()
    format.counts.take()
    host.events.length = 0
    await host.start({ extensions: [format.extension] })
    expect(format.counts.take().claimed).toEqual([])
    expect(host.events).toEqual(failed)
  })

  it('reads what is little at once, and of 2,000 connectors only what is needed', { timeout: 30_000 }, async ({
    expect,
  }) => {
    await using host = await openHost()
    const format = counted()
    const options = { extensions: [format.extension] }
    await putCounted(host.plugins, 'brass')
    const first = await host.start(options)
    expect(format.counts.take()).toEqual({ claimed: ['brass'], peeked: [], read: ['brass'] })
    await first[Symbol.asyncDispose]()
    await Promise.all(Array.from({ length: 2_000 }, (_, index) => putCounted(host.plugins, `bell-${index}`, { more })))
    await sleep(past)
    const second = await host.start(options)
    expect(format.counts.take().read).toEqual([])
    expect(second.catalogue.list({ organisation })).toHaveLength(2_001)
    expect((await second.catalogue.get({ organisation, connector: 'bell-1234' }))?.operations).toHaveLength(1)
    await second[Symbol.asyncDispose]()
    format.counts.take()

    const third = await host.start(options)
    expect(format.counts.take()).toEqual({ claimed: [], peeked: [], read: [] })
    expect(third.catalogue.list({ organisation })).toHaveLength(2_001)
    await third.catalogue.get({ organisation, connector: 'bell-7' })
    expect(format.counts.take().read).toEqual(['bell-7'])
  })

  it('keeps an id with its owner, and gives it on when that went away meanwhile', async ({ expect }) => {
    await using host = await openHost()
    const format = counted()
    const options = { extensions: [format.extension], readAtStart: 0 }
    await putCounted(host.plugins, 'brass')
    await mkdir(join(host.plugins, 'copper'))
    await writeFile(join(host.plugins, 'copper', 'counted.json'), countedText('brass', { version: '2.0.0' }))
    await sleep(past)
    const first = await host.start(options)
    const refused = { event: { connector: 'brass', problems: [{ code: 'connector-claimed' }] } }
    expect(host.events.filter(({ name }) => name === 'connector:failed')).toMatchObject([refused])
    await first[Symbol.asyncDispose]()
    host.events.length = 0
    format.counts.take()

    const second = await host.start(options)
    expect(format.counts.take()).toEqual({ claimed: [], peeked: [], read: [] })
    expect(host.events.filter(({ name }) => name === 'connector:failed')).toMatchObject([refused])
    expect(versions(second)).toEqual({ brass: '1.0.0' })
    await second[Symbol.asyncDispose]()

    await rm(join(host.plugins, 'brass'), { recursive: true })
    const third = await host.start(options)
    expect(versions(third)).toEqual({ brass: '2.0.0' })
    await third[Symbol.asyncDispose]()
    format.counts.take()
    expect(versions(await host.start(options))).toEqual({ brass: '2.0.0' })
    expect(format.counts.take().claimed).toEqual([])
  })

  it('keeps folders of two scopes apart', async ({ expect }) => {
    await using host = await openHost()
    const format = counted()
    const own = join(host.dir, 'own')
    await mkdir(own)
    const options = {
      extensions: [format.extension],
      readAtStart: 0,
      plugins: [{ dir: host.plugins }, { dir: own, scope: 'organisation:pune' as const }],
    }
    await putCounted(host.plugins, 'brass')
    await putCounted(host.plugins, 'clay')
    await putCounted(own, 'brass', { version: '9.0.0', actions: ['toll'] })
    await sleep(past)
    const first = await host.start(options)
    await first[Symbol.asyncDispose]()
    format.counts.take()
    const kernel = await host.start(options)
    expect(format.counts.take().claimed).toEqual([])
    expect(versions(kernel)).toEqual({ brass: '9.0.0', clay: '1.0.0' })
    expect(versions(kernel, 'goa')).toEqual({ brass: '1.0.0', clay: '1.0.0' })
    const names = async (whose: string) =>
      (await kernel.catalogue.get({ organisation: whose, connector: 'brass' }))?.operations.map(({ name }) => name)
    expect([await names(organisation), await names('goa')]).toEqual([['brass.toll'], ['brass.ring']])
    expect(format.counts.take().read).toEqual(['brass', 'brass'])
  })

  it('weighs what changed meanwhile for whoever depends on it', async ({ expect }) => {
    await using host = await openHost()
    const format = counted()
    const options = { extensions: [format.extension], readAtStart: 0 }
    for (const id of ids) await putCounted(host.plugins, id, { actions: ['ring', 'toll'] })
    await sleep(past)
    const first = await host.start(options)
    const usage = { step: 'evening', operation: 'clay.toll', supplies: [], reads: [], at: null } as const
    await first.usages.put({ organisation, id: 'sexton', edition: '1' }, [usage], { complete: true })
    expect(format.counts.take().read).toEqual(['clay'])
    await first[Symbol.asyncDispose]()
    await putCounted(host.plugins, 'clay', { version: '2.0.0', actions: ['ring'] })
    const kernel = await host.start(options)
    const [change] = await kernel.changes.list({ organisation })
    expect(change).toMatchObject({ connector: 'clay', report: { verdict: 'broken' } })
    expect(versions(kernel).clay).toBe('1.0.0')
    expect(await readFile(file(host, 'clay'), 'utf8')).toContain('2.0.0')
  })
})
