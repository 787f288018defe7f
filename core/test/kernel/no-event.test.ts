import { rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { bell, put } from './bell.ts'
import { changedTo, operations, told } from './folder-events.ts'
import { openHost, organisation } from './host.ts'

describe.concurrent('what no event tells', () => {
  it('is found by the regular look', async ({ expect }) => {
    await using host = await openHost()
    await put(host.plugins, '.out-of-sight', bell())
    await symlink(join(host.plugins, '.out-of-sight'), join(host.plugins, 'bell'))
    const kernel = await host.start({ rescanEvery: '200ms' })
    await put(host.plugins, '.out-of-sight', bell({ version: '2.0.0', actions: ['ring', 'toll'] }))
    await host.event('connector:changed', changedTo('2.0.0'))
    await kernel[Symbol.asyncDispose]()

    const slow = await host.start()
    await put(host.plugins, '.out-of-sight', bell({ version: '3.0.0', actions: ['ring', 'toll', 'peal'] }))
    await slow.rescan()
    expect(await operations(slow)).toEqual(['bell.ring', 'bell.toll', 'bell.peal'])
  })

  it('is found when the kernel starts again', async ({ expect }) => {
    await using host = await openHost()
    for (const name of ['edited', 'mended', 'removed', 'renamed', 'stays', 'turned'])
      await put(host.plugins, name, bell({ id: name }))
    await put(host.plugins, 'mended', bell({ id: 'mended' }).replace('GET', 'FETCH'))
    await (await host.start())[Symbol.asyncDispose]()

    await put(host.plugins, 'mended', bell({ id: 'mended' }))
    await put(host.plugins, 'edited', bell({ id: 'edited', version: '2.0.0' }))
    await put(host.plugins, 'new', bell({ id: 'new' }))
    await rm(join(host.plugins, 'removed'), { recursive: true })
    await rename(join(host.plugins, 'renamed'), join(host.plugins, 'another-name'))
    await put(host.plugins, 'turned', bell({ id: 'into-this' }))
    host.events.length = 0
    const kernel = await host.start()
    expect(told(host).sort()).toEqual([
      'changed edited 2.0.0',
      'ready into-this 1.0.0',
      'ready mended 1.0.0',
      'ready new 1.0.0',
      'ready renamed 1.0.0',
      'ready stays 1.0.0',
      'removed removed',
      'removed turned',
    ])
    expect(kernel.catalogue.list({ organisation }).map(({ id }) => id)).toEqual([
      'edited',
      'into-this',
      'mended',
      'new',
      'renamed',
      'stays',
    ])
  })

  it('includes a folder that is not watched any more', async ({ expect }) => {
    await using host = await openHost()
    await put(join(host.dir, 'more'), 'gong', bell({ id: 'gong' }))
    await put(host.plugins, 'bell', bell())
    const plugins = [{ dir: host.plugins }, { dir: join(host.dir, 'more') }]
    await (await host.start({ plugins }))[Symbol.asyncDispose]()
    const kernel = await host.start()
    expect(kernel.catalogue.list({ organisation }).map(({ id }) => id)).toEqual(['bell'])
  })
})
