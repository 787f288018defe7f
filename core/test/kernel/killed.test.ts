import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { sqlite } from '../../src/index.ts'
import { put } from './bell.ts'
import { dependent, first, second } from './bell-revisions.ts'
import { bellUsages } from './bell-usages.ts'
import { openHost, organisation } from './host.ts'

const use = bellUsages('sound', { ifAbsent: 'tolerated' })

/** What everybody has, and what each dependent is bound to, by version. */
type State = readonly [serving: string, one: string, two: string, change: string]
const base: State = ['1.0.0', '1.0.0', '1.0.0', 'held']
const revision: State = ['2.0.0', '2.0.0', '2.0.0', 'approved']
const ahead: State = ['1.0.0', '2.0.0', '1.0.0', 'held']

it.each<[deeds: string, label: string, before: State, after: State]>([
  ['approve', 'approve', base, revision],
  ['ahead rollback', 'rollback', ahead, base],
  ['reject', 'drop', ['1.0.0', '1.0.0', '1.0.0', 'rejected'], ['1.0.0', '1.0.0', '1.0.0', 'rejected']],
])('a process that is killed at "%s" (%s) leaves all of it or nothing', async (deeds, label, before, after) => {
  for (const [when, expected] of [
    ['before', before],
    ['after', after],
  ] as const) {
    await using host = await openHost()
    await put(host.plugins, 'bell', first)
    const kernel = await host.start()
    for (const id of ['one', 'two']) await kernel.usages.put(dependent(id), use, { complete: true })
    await put(host.plugins, 'bell', second)
    const { change } = await host.event('connector:held')
    await kernel[Symbol.asyncDispose]()

    const env = {
      PLUGINS: host.plugins,
      STATE: join(host.dir, 'state.db'),
      CHANGE: change.id,
      DEEDS: deeds,
      LABEL: label,
      WHEN: when,
    }
    const script = fileURLToPath(new URL('killed.ts', import.meta.url))
    const child = spawnSync(process.execPath, [script], { env: { ...process.env, ...env }, timeout: 50_000 })
    expect(child.signal, child.stderr.toString()).toBe('SIGKILL')

    const again = await host.start()
    const serving = again.catalogue.list({ organisation }).find(({ id }) => id === 'bell')
    await again[Symbol.asyncDispose]()
    await using store = await sqlite(env.STATE).open()
    const versionOf = async (id: string): Promise<string> => {
      const bindings = await store.tables.bindings.of(organisation, id)
      const found = await Promise.all(bindings.map((one) => store.tables.revisions.get(one.revision)))
      const [only = 'none', ...more] = new Set(found.map((one) => one?.version))
      return more.length === 0 ? only : 'mixed'
    }
    const state = (await store.tables.held.get(change.id))?.state
    expect([when, serving?.version, await versionOf('one'), await versionOf('two'), state]).toEqual([when, ...expected])
    const kept = await store.tables.revisions.get(change.revision ?? change.base)
    expect(kept === undefined).toBe(label === 'drop')
  }
})
