import { rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it } from 'vitest'
import { sqlite } from '../../src/index.ts'
import { counted, countedText, putCounted } from './counted.ts'
import { type Host, openHost, organisation } from './host.ts'
import { file, ids, past, start, versions } from './start-scene.ts'

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
