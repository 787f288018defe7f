import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it } from 'vitest'
import { type Kernel, sqlite } from '../../src/index.ts'
import { counted, countedText, putCounted } from './counted.ts'
import { type Host, openHost, organisation } from './host.ts'

/** Longer than what a file system may round a time to: what is older has not changed unless its times say so. */
const past = 2_100

const ids = ['brass', 'clay', 'glass', 'iron', 'wood'] as const

function versions(kernel: Kernel, whose = organisation): Record<string, string> {
  return Object.fromEntries(kernel.catalogue.list({ organisation: whose }).map(({ id, version }) => [id, version]))
}

interface Started extends AsyncDisposable {
  readonly host: Host
  readonly first: Kernel
  readonly format: ReturnType<typeof counted>
  /** Ends the kernel, changes something, and starts another one. */
  again(change: () => Promise<void>): Promise<Kernel>
}

/** A kernel over five connectors whose times are settled; `readAtStart`: whether they are read or only looked at. */
async function start(readAtStart: number): Promise<Started> {
  const host = await openHost()
  const format = counted()
  const options = { extensions: [format.extension], readAtStart }
  for (const id of ids) await putCounted(host.plugins, id)
  await sleep(past)
  const first = await host.start(options)
  return {
    host,
    first,
    format,
    async again(change) {
      await first[Symbol.asyncDispose]()
      await change()
      format.counts.take()
      host.events.length = 0
      return host.start(options)
    },
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  }
}

/** So that 2,000 of them are more than is read at once. */
const more = { description: 'A bell of which there are many. '.repeat(10) }

const file = ({ plugins }: Host, id: string) => join(plugins, id, 'counted.json')

describe.concurrent.each([
  ['read', Number.POSITIVE_INFINITY],
  ['looked at', 0],
])('a start over what was %s before', (_name, readAtStart) => {
  it('reads nothing, and says that all of it is ready', async ({ expect }) => {
    await using started = await start(readAtStart)
    const { host, first, format, again } = started
    const before = first.catalogue.list({ organisation })
    expect(before.map(({ id }) => id)).toEqual(ids)
    const ready = (): unknown[] =>
      host.events.filter(({ name }) => name === 'connector:ready').map(({ event }) => event)
    const said = ready()
    const kernel = await again(async () => {})
    expect(format.counts.take()).toEqual({ claimed: [], peeked: [], read: [] })
    expect(kernel.catalogue.list({ organisation })).toEqual(before)
    const order = (events: unknown[]) => events.map((event) => JSON.stringify(event)).sort()
    expect(order(ready())).toEqual(order(said))
    expect(host.names().filter((name) => name !== 'connector:ready')).toEqual([])
  })

  it('sees every edit that was made meanwhile, and nothing else', async ({ expect }) => {
    await using started = await start(readAtStart)
    const { host, format, again } = started
    const kernel = await again(async () => {
      await editWithoutTrace(host)
      await rm(join(host.plugins, 'wood'), { recursive: true })
      await putCounted(host.plugins, 'zinc')
    })
    expect(format.counts.take().claimed).toEqual(['brass', 'clay', 'glass', 'zinc'])
    expect(versions(kernel)).toEqual({ brass: '2.0.0', clay: '3.0.0', glass: '4.0.0', iron: '1.0.0', zinc: '1.0.0' })
    expect(host.events).toContainEqual({ name: 'connector:removed', event: { connector: 'wood', scope: 'host' } })
    const sound = await kernel.catalogue.get({ organisation, connector: 'glass' })
    expect(sound?.operations.map(({ name }) => name)).toEqual(['glass.chime'])
  })

  it('reads again what another version of its format, or of the index, has seen', async ({ expect }) => {
    await using started = await start(readAtStart)
    const { host, first } = started
    await first[Symbol.asyncDispose]()
    const next = counted({ version: 2 })
    const options = { extensions: [next.extension], readAtStart }
    const second = await host.start(options)
    expect(next.counts.take().claimed).toEqual(ids)
    await second[Symbol.asyncDispose]()

    const store = await sqlite(join(host.dir, 'state.db')).open()
    const [entry] = await store.tables.entries.list('host')
    await store.tables.entries.put([{ ...(entry as NonNullable<typeof entry>), reader: '[0]' }])
    await store[Symbol.asyncDispose]()
    await host.start(options)
    expect(next.counts.take().claimed).toEqual([entry?.path.split('/').at(-1)])
  })

  it('goes on where another was killed in the middle', async ({ expect }) => {
    await using host = await openHost()
    for (const id of ids) await putCounted(host.plugins, id)
    await sleep(past)
    const provider = sqlite(join(host.dir, 'state.db'))
    const dying = {
      name: 'dying',
      async open() {
        const store = await provider.open()
        return {
          ...store,
          tables: store.tables,
          // What is written together is lost together, and what comes after it too.
          transaction: (label: string, work: never) =>
            label === 'introduce' || label === 'stage'
              ? store.transaction(label, async (tables) => {
                  await (work as (given: typeof tables) => Promise<void>)(tables)
                  throw new Error('killed')
                })
              : store.transaction(label, work),
        }
      },
    }
    const broken = await host.start({ extensions: [counted().extension], readAtStart, store: dying as never })
    expect(broken.catalogue.list({ organisation })).toEqual([])
    await broken[Symbol.asyncDispose]()
    const kernel = await host.start({ extensions: [counted().extension], readAtStart })
    expect(Object.keys(versions(kernel))).toEqual(ids)
    expect((await kernel.catalogue.get({ organisation, connector: 'iron' }))?.operations).toHaveLength(1)
  })
})

/** The same size and time of change, another file in its place, another folder in its place. */
async function editWithoutTrace(host: Host): Promise<void> {
  const { atime, mtime } = await stat(file(host, 'brass'))
  await writeFile(file(host, 'brass'), countedText('brass', { version: '2.0.0' }))
  await utimes(file(host, 'brass'), atime, mtime)

  const clay = await stat(file(host, 'clay'))
  const beside = join(host.dir, 'clay.json')
  await writeFile(beside, countedText('clay', { version: '3.0.0' }))
  await utimes(beside, clay.atime, clay.mtime)
  await rename(beside, file(host, 'clay'))

  await putCounted(host.dir, 'glass', { version: '4.0.0', actions: ['chime'] })
  await rename(join(host.plugins, 'glass'), join(host.dir, 'old glass'))
  await rename(join(host.dir, 'glass'), join(host.plugins, 'glass'))
}

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
