import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { bell, put } from './bell.ts'
import { changedTo, failure, operations, told } from './folder-events.ts'
import { openHost, organisation } from './host.ts'

describe.concurrent('a broken connector', () => {
  it('is reported with every problem, and becomes ready once it is mended', async ({ expect }) => {
    await using host = await openHost()
    await host.start()
    const text = bell({ actions: ['ring', 'toll'] })
    await put(
      host.plugins,
      'bell',
      text
        .replace('title: Bell', 'titel: Bell')
        .replace('GET /ring', 'GET /ring/{hour}')
        .replace('GET /toll', 'FETCH /toll'),
    )
    const { connector, path, problems } = await failure(host)
    expect([connector, path]).toEqual(['bell', join(host.plugins, 'bell')])
    expect(problems.length).toBeGreaterThanOrEqual(3)
    for (const problem of problems)
      expect(problem).toMatchObject({
        file: join(host.plugins, 'bell/connector.yaml'),
        line: expect.any(Number),
        column: expect.any(Number),
        pointer: expect.any(String),
        hint: expect.any(String),
      })
    await put(host.plugins, 'bell', text)
    expect(await host.event('connector:ready')).toMatchObject({ connector: 'bell' })
  })

  it('does not take the good one down', async ({ expect }) => {
    await using host = await openHost()
    await put(host.plugins, 'bell', bell())
    const first = await host.start()
    await put(host.plugins, 'bell', bell().replace('title: Ring the bell', 'title: Ring:'))
    const { connector, problems } = await failure(host)
    expect(connector).toBe('bell')
    expect(problems[0]).toMatchObject({
      line: 9,
      column: 12,
      hint: expect.any(String),
    })
    expect(await operations(first)).toEqual(['bell.ring'])

    await first[Symbol.asyncDispose]()
    host.events.length = 0
    const kernel = await host.start()
    expect(told(host).sort()).toEqual(['failed bell', 'ready bell 1.0.0'])
    expect(await operations(kernel)).toEqual(['bell.ring'])
    await put(host.plugins, 'bell', bell({ version: '1.1.0', actions: ['ring', 'toll'] }))
    await host.event('connector:changed', changedTo('1.1.0'))
  })
})

describe.concurrent('a manifest', () => {
  it('may be JSON, in a folder or by itself', async ({ expect }) => {
    await using host = await openHost()
    const manifest = (id: string) => ({
      jackfield: 1,
      id,
      version: '1.0.0',
      title: 'Bell',
      servers: [{ url: 'https://bell.example.com' }],
      actions: { ring: { title: 'Ring', http: 'GET /ring', output: { type: 'string' } } },
    })
    await mkdir(join(host.plugins, 'bell'))
    await writeFile(join(host.plugins, 'bell/connector.json'), JSON.stringify(manifest('bell'), null, 2))
    await writeFile(join(host.plugins, 'gong.json'), JSON.stringify(manifest('gong')))
    const kernel = await host.start()
    expect(kernel.catalogue.list({ organisation }).map(({ id }) => id)).toEqual(['bell', 'gong'])
    const text = await readFile(join(host.plugins, 'gong.json'), 'utf8')
    await writeFile(join(host.plugins, 'gong.json'), text.replace('"title":"Bell",', '"title":"Bell",,'))
    expect(await failure(host)).toMatchObject({
      connector: 'gong',
      problems: [{ file: join(host.plugins, 'gong.json'), line: 1, column: expect.any(Number) }],
    })
    expect(await operations(kernel, 'gong')).toEqual(['gong.ring'])
  })
})
