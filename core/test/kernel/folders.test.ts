import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it } from 'vitest'
import type { KernelEvents } from '../../src/index.ts'
import { bell, put } from './bell.ts'
import { changedTo, failure, operations, told } from './folder-events.ts'
import { openHost, organisation } from './host.ts'

/** Longer than a connector that is new, or that lost something, has to be quiet for. */
const rest = 800

const saying =
  (code: string) =>
  ({ problems }: KernelEvents['connector:failed']): boolean =>
    problems.some((problem) => problem.code === code)

describe.concurrent('a connector', () => {
  it('comes, changes, is renamed and goes', async ({ expect }) => {
    await using host = await openHost()
    const kernel = await host.start()
    await put(host.plugins, 'bell', bell())
    await host.event('connector:ready')
    await put(host.plugins, 'bell', bell({ version: '1.1.0', actions: ['ring', 'toll'] }))
    await host.event('connector:changed')
    expect(await operations(kernel)).toEqual(['bell.ring', 'bell.toll'])

    await rename(join(host.plugins, 'bell'), join(host.plugins, 'chime'))
    await sleep(rest)
    await put(host.plugins, 'chime', bell({ version: '1.2.0', actions: ['ring', 'toll', 'peal'] }))
    await host.event('connector:changed', changedTo('1.2.0'))
    await rm(join(host.plugins, 'chime'), { recursive: true })
    await host.event('connector:removed')
    expect(kernel.catalogue.list({ organisation })).toEqual([])
    expect(told(host)).toEqual(['ready bell 1.0.0', 'changed bell 1.1.0', 'changed bell 1.2.0', 'removed bell'])
  })

  it('is replaced whole, however it is saved', async ({ expect }) => {
    await using host = await openHost()
    await put(host.plugins, 'bell', bell())
    await host.start()
    const folder = join(host.plugins, 'bell')
    const file = join(folder, 'connector.yaml')

    await writeFile(join(folder, '.connector.yaml.swp'), bell({ version: '2.0.0' }))
    await rename(join(folder, '.connector.yaml.swp'), file)
    await host.event('connector:changed', changedTo('2.0.0'))

    await rename(file, `${file}~`)
    await sleep(100)
    await writeFile(file, bell({ version: '3.0.0' }))
    await host.event('connector:changed', changedTo('3.0.0'))

    await put(host.dir, 'next', bell({ version: '4.0.0', actions: ['ring', 'toll'] }))
    await rename(folder, join(host.dir, 'previous'))
    await rename(join(host.dir, 'next'), folder)
    await host.event('connector:changed', changedTo('4.0.0'))

    await rm(folder, { recursive: true })
    await sleep(100)
    await put(host.plugins, 'bell', bell({ version: '5.0.0', actions: ['ring', 'toll'] }))
    await host.event('connector:changed', changedTo('5.0.0'))

    await put(join(host.dir, 'swapped'), 'bell', bell({ version: '6.0.0', actions: ['ring', 'toll'] }))
    await rename(host.plugins, join(host.dir, 'before'))
    await rename(join(host.dir, 'swapped'), host.plugins)
    await host.event('connector:changed', changedTo('6.0.0'))
    await sleep(rest)
    expect(told(host)).toEqual([
      'ready bell 1.0.0',
      'changed bell 2.0.0',
      'changed bell 3.0.0',
      'changed bell 4.0.0',
      'changed bell 5.0.0',
      'changed bell 6.0.0',
    ])
  })

  it('is taken when it is whole, though it is written line by line', async ({ expect }) => {
    await using host = await openHost()
    await put(host.plugins, 'bell', bell({ actions: ['ring', 'toll'] }))
    const kernel = await host.start()
    await kernel.usages.put(
      { organisation, id: 'sexton', edition: '1' },
      [{ step: 'evening', operation: 'bell.toll', at: null, supplies: [], reads: [] }],
      { complete: true },
    )
    await mkdir(join(host.plugins, 'gong'))
    const writing = [
      writeSlowly(join(host.plugins, 'bell/connector.yaml'), bell({ version: '1.0.1', actions: ['ring', 'toll'] })),
      writeSlowly(join(host.plugins, 'gong/connector.yaml'), bell({ id: 'gong', actions: ['ring', 'toll'] })),
    ]
    await Promise.all(writing)
    await host.event('connector:changed')
    await host.event('connector:ready', ({ connector }) => connector === 'gong')
    await sleep(rest)
    expect(told(host).slice(1).sort()).toEqual(['changed bell 1.0.1', 'ready gong 1.0.0'])
    expect(await operations(kernel, 'gong')).toEqual(['gong.ring', 'gong.toll'])
  })
})

async function writeSlowly(file: string, text: string): Promise<void> {
  const lines = text.trimEnd().split('\n')
  for (let count = 1; count <= lines.length; count++) {
    await writeFile(file, `${lines.slice(0, count).join('\n')}\n`)
    await sleep(100)
  }
}

describe.concurrent('a link', () => {
  it('that leaves the folder is refused, until what it names is really there', async ({ expect }) => {
    await using host = await openHost()
    const kernel = await host.start()
    await put(host.dir, 'outside', bell())
    await put(host.plugins, '.inside', bell({ id: 'gong' }))
    await symlink(join(host.dir, 'outside'), join(host.plugins, 'bell'))
    await mkdir(join(host.plugins, 'horn'))
    await symlink(join(host.dir, 'outside/connector.yaml'), join(host.plugins, 'horn/connector.yaml'))
    await symlink(join(host.plugins, '.inside'), join(host.plugins, 'gong'))

    await host.event('connector:ready', ({ connector }) => connector === 'gong')
    for (const name of ['bell', 'horn']) {
      const failed = await failure(host, ({ path }) => path === join(host.plugins, name))
      expect(failed).toMatchObject({ connector: null, scope: 'host' })
      expect(failed.problems.map(({ code }) => code)).toContain('link-refused')
    }
    expect(kernel.catalogue.list({ organisation }).map(({ id }) => id)).toEqual(['gong'])

    await rm(join(host.plugins, 'bell'))
    await rename(join(host.dir, 'outside'), join(host.plugins, 'bell'))
    await host.event('connector:ready', ({ connector }) => connector === 'bell')
  })
})

describe.concurrent('an id', () => {
  it('belongs to the folder that had it first, also after a restart, until that one goes', async ({ expect }) => {
    await using host = await openHost()
    await put(host.plugins, 'second', bell())
    const before = await host.start()
    await put(host.plugins, 'first', bell({ version: '7.0.0' }))
    const claimed = await failure(host)
    expect(claimed).toMatchObject({ connector: 'bell', path: join(host.plugins, 'first') })
    expect(claimed.problems).toMatchObject([{ code: 'connector-claimed', message: expect.stringContaining('second') }])
    await before[Symbol.asyncDispose]()

    host.events.length = 0
    const kernel = await host.start()
    expect(told(host).sort()).toEqual(['failed bell', 'ready bell 1.0.0'])
    await rm(join(host.plugins, 'second'), { recursive: true })
    await host.event('connector:changed', changedTo('7.0.0'))
    await rm(join(host.plugins, 'first'), { recursive: true })
    await host.event('connector:removed')
    expect(kernel.catalogue.list({ organisation })).toEqual([])
  })

  it('that a folder gives up is free, for another folder or for nobody', async ({ expect }) => {
    await using host = await openHost()
    await put(host.plugins, 'one', bell())
    const kernel = await host.start()
    await put(host.plugins, 'two', bell({ version: '2.0.0' }))
    await failure(host, saying('connector-claimed'))

    await put(host.plugins, 'one', bell({ id: 'gong' }))
    await host.event('connector:changed', changedTo('2.0.0'))
    expect(kernel.catalogue.list({ organisation }).map(({ id }) => id)).toEqual(['bell', 'gong'])
    await put(host.plugins, 'two', bell({ id: 'horn' }))
    await host.event('connector:removed', ({ connector }) => connector === 'bell')
    expect(kernel.catalogue.list({ organisation }).map(({ id }) => id)).toEqual(['gong', 'horn'])
  })
})

describe.concurrent('a connector of one organisation', () => {
  it('shadows the host’s for that one', async ({ expect }) => {
    await using host = await openHost()
    const own = join(host.dir, 'own')
    await put(host.plugins, 'bell', bell())
    await put(own, 'bell', bell({ version: '9.0.0', actions: ['ring', 'dinner'] }))
    const kernel = await host.start({ plugins: [{ dir: host.plugins }, { dir: own, scope: 'organisation:pune' }] })
    const seen = (of: string) => kernel.catalogue.list({ organisation: of }).find(({ id }) => id === 'bell')?.version
    expect([seen('pune'), seen('delhi')]).toEqual(['9.0.0', '1.0.0'])
    expect(await operations(kernel, 'bell', 'delhi')).toEqual(['bell.ring'])

    await put(host.plugins, 'bell', bell({ version: '1.1.0' }))
    await host.event('connector:changed', changedTo('1.1.0'))
    expect([seen('pune'), seen('delhi')]).toEqual(['9.0.0', '1.1.0'])
    await rm(join(own, 'bell'), { recursive: true })
    expect(await host.event('connector:removed')).toEqual({ connector: 'bell', scope: 'organisation:pune' })
    expect([seen('pune'), seen('delhi')]).toEqual(['1.1.0', '1.1.0'])
  })

  it('may lie in a folder that several share', async ({ expect }) => {
    await using host = await openHost()
    await put(host.plugins, 'bell', bell())
    const dir = host.plugins
    const kernel = await host.start({
      plugins: [
        { dir, scope: 'organisation:pune' },
        { dir, scope: 'organisation:delhi' },
      ],
    })
    expect(await Promise.all(['pune', 'delhi', 'agra'].map((of) => operations(kernel, 'bell', of)))).toEqual([
      ['bell.ring'],
      ['bell.ring'],
      undefined,
    ])
  })
})
