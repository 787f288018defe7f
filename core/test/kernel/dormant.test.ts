import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import type { Kernel, KernelOptions } from '../../src/index.ts'
import { serve } from '../http/serve.ts'
import { counted, countedText, putCounted } from './counted.ts'
import { type Host, openHost, organisation } from './host.ts'

const more = {
  triggers: {
    rung: {
      title: 'Rung',
      poll: { http: 'GET /rung', items: '/rung', dedupe: { key: ['/id'] } },
      output: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
    },
  },
}

/** Answers everything that the bells are asked. */
async function startBells() {
  const { origin, ...served } = await serve((_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end('{"sound":"ding","rung":[]}')
  })
  return { connectTo: { '*': origin }, ...served }
}

/** Starts over connectors that are looked at and not read. */
async function start(host: Host, options: Partial<KernelOptions> = {}) {
  const format = counted()
  for (const id of ['brass', 'clay']) await putCounted(host.plugins, id, { more })
  const kernel = await host.start({ extensions: [format.extension], readAtStart: 0, ...options })
  return { kernel, counts: format.counts }
}

const usage = { step: 'evening', operation: 'brass.ring', at: null, supplies: [], reads: [] } as const

const doors: Readonly<Record<string, (kernel: Kernel) => Promise<unknown>>> = {
  'catalogue.get': (kernel) => kernel.catalogue.get({ organisation, connector: 'brass' }),
  'catalogue.operation': (kernel) => kernel.catalogue.operation({ organisation, operation: 'brass.ring' }),
  'connections.add': (kernel) => kernel.connections.add({ organisation, connector: 'brass', settings: {} }),
  invoke: (kernel) => kernel.invoke('brass.ring', { organisation }),
  listen: (kernel) => kernel.listen({ operation: 'brass.rung', organisation, dependent: 'ear', deliver() {} }),
  'usages.put': (kernel) =>
    kernel.usages.put({ organisation, id: 'sexton', edition: '1' }, [usage], { complete: true }),
}

describe.concurrent('a connector that nobody needed yet', () => {
  for (const [name, door] of Object.entries(doors))
    it(`is read when it is needed: by ${name}`, async ({ expect }) => {
      await using bells = await startBells()
      await using host = await openHost()
      const { kernel, counts } = await start(host, { connectTo: bells.connectTo })
      expect(counts.take()).toMatchObject({ peeked: ['brass', 'clay'], read: [] })
      const listed = kernel.catalogue.list({ organisation })
      const told = host.events.length
      expect(await door(kernel)).not.toBe(null)
      await door(kernel)
      expect(counts.take().read).toEqual(['brass'])
      // It is what was told of it: ready, in this version, as this revision.
      expect(kernel.catalogue.list({ organisation })).toEqual(listed)
      expect(host.events).toHaveLength(told)
    })

  it('is read by many at once, once', async ({ expect }) => {
    await using bells = await startBells()
    await using host = await openHost()
    const { kernel, counts } = await start(host, { connectTo: bells.connectTo })
    const calls = Array.from({ length: 20 }, () => kernel.invoke('brass.ring', { organisation }))
    expect((await Promise.all(calls)).map(({ output }) => output)).toHaveLength(20)
    expect(counts.take().read).toEqual(['brass'])
  })

  it('is found by its operations', async ({ expect }) => {
    await using host = await openHost()
    const { kernel } = await start(host)
    const found = await kernel.catalogue.search({ organisation, text: 'clay ring' })
    expect(found.map(({ name }) => name)).toEqual(['clay.ring'])
  })

  it('is read for an extension, whichever comes first', async ({ expect }) => {
    await using host = await openHost()
    await putExtension(host, 'a-brass', 'brass')
    await putExtension(host, 'z-clay', 'clay')
    const { kernel, counts } = await start(host)
    const names = async (connector: string) =>
      (await kernel.catalogue.get({ organisation, connector }))?.operations.map(({ name }) => name)
    expect([await names('a-brass'), await names('z-clay')]).toEqual([['a-brass.peal'], ['z-clay.peal']])
    expect(new Set(counts.take().read)).toEqual(new Set(['a-brass', 'brass', 'clay', 'z-clay']))
    expect(host.names().filter((name) => name === 'connector:failed')).toEqual([])
    expect(kernel.catalogue.list({ organisation }).map(({ id }) => id)).toEqual(['a-brass', 'brass', 'clay', 'z-clay'])
    expect(host.names().filter((name) => name === 'connector:ready')).toHaveLength(4)
  })

  it('that turns out broken says so, to whoever needs it and to everybody, and comes back once it is mended', async ({
    expect,
  }) => {
    await using bells = await startBells()
    await using host = await openHost()
    await putCounted(host.plugins, 'wood', { more: { actions: { ring: { title: 'Ring', http: 'GET ring' } } } })
    const { kernel } = await start(host, { connectTo: bells.connectTo })
    expect(kernel.catalogue.list({ organisation }).map(({ id }) => id)).toContain('wood')
    const refusal = {
      code: 'connector-invalid',
      problems: [expect.objectContaining({ pointer: '/actions/ring/http' })],
    }
    for (let time = 0; time < 2; time++)
      await expect(kernel.invoke('wood.ring', { organisation })).rejects.toMatchObject(refusal)
    expect(await host.event('connector:failed')).toMatchObject({ connector: 'wood', path: join(host.plugins, 'wood') })
    expect(host.events).toContainEqual({ name: 'connector:removed', event: { connector: 'wood', scope: 'host' } })
    expect(kernel.catalogue.list({ organisation }).map(({ id }) => id)).toEqual(['brass', 'clay'])

    host.events.length = 0
    await writeFile(join(host.plugins, 'wood', 'counted.json'), countedText('wood', { version: '1.0.1' }))
    await host.event('connector:ready', ({ connector }) => connector === 'wood')
    expect((await kernel.invoke('wood.ring', { organisation })).output).toMatchObject({ sound: 'ding' })
  })

  it('of an organisation that turns out broken gives way to the host’s', async ({ expect }) => {
    await using bells = await startBells()
    await using host = await openHost()
    const own = join(host.dir, 'own')
    await mkdir(own)
    await putCounted(own, 'brass', {
      version: '9.0.0',
      more: { actions: { ring: { title: 'Ring', http: 'GET ring' } } },
    })
    const plugins = [{ dir: host.plugins }, { dir: own, scope: 'organisation:pune' as const }]
    const { kernel } = await start(host, { connectTo: bells.connectTo, plugins })
    expect((await kernel.invoke('brass.ring', { organisation })).output).toMatchObject({ sound: 'ding' })
    expect(await host.event('connector:failed')).toMatchObject({ connector: 'brass', scope: 'organisation:pune' })
    expect((await kernel.catalogue.get({ organisation, connector: 'brass' }))?.version).toBe('1.0.0')
  })

  it('goes away with its folder, and its id is free', async ({ expect }) => {
    await using host = await openHost()
    const { kernel } = await start(host)
    await rm(join(host.plugins, 'clay'), { recursive: true })
    await host.event('connector:removed', ({ connector }) => connector === 'clay')
    await rename(join(host.plugins, 'brass'), join(host.plugins, 'gong'))
    await host.event('connector:removed', ({ connector }) => connector === 'brass')
    await putCounted(host.plugins, 'clay', { version: '2.0.0' })
    await host.event('connector:ready', ({ version }) => version === '2.0.0')
    expect(kernel.catalogue.list({ organisation }).map(({ id }) => id)).toContain('clay')
  })
})

async function putExtension(host: Host, id: string, base: string): Promise<void> {
  const peal = { title: 'Peal', http: 'GET /peal', output: { type: 'object' } }
  const text = { jackfield: 1, id, version: '1.0.0', title: id, extends: base, actions: { peal } }
  await mkdir(join(host.plugins, id))
  await writeFile(join(host.plugins, id, 'counted.json'), JSON.stringify(text))
}
