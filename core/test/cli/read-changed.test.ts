import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readChanged } from '../../src/cli/read-changed.ts'
import { type Folder, openFolder } from './command-line.ts'

let folder: Folder
beforeEach(async () => {
  folder = await openFolder()
})
afterEach(() => folder[Symbol.asyncDispose]())

const zoho = 'revision/zoho-inventory/connector.yaml'
const extension = `jackfield: 1
id: more
version: '1'
title: More
extends: zoho-inventory
actions:
  ping: { title: Ping, http: GET /ping, output: { type: object } }
`

async function read(known: ReadonlyMap<string, string> = new Map()) {
  const changed = await readChanged({ paths: ['revision'], cwd: folder.dir, extensions: [] }, known)
  return {
    ...changed,
    ids: changed.sides.flatMap(({ connectors }) => connectors.map(({ id }) => id)),
    known: new Map([...changed.sources].map(([id, source]) => [source, id])),
  }
}

describe('what is known', () => {
  it('is not read, as long as it is as it was', async () => {
    const first = await read()
    expect([first.ids, first.unchanged]).toEqual([['production-tracker', 'zoho-inventory'], []])
    const second = await read(first.known)
    expect([second.ids, second.unchanged]).toEqual([[], ['production-tracker', 'zoho-inventory']])
    await folder.edit(zoho, (text) => text.replace('version:', '# so\nversion:'))
    const third = await read(first.known)
    expect([third.ids, third.unchanged]).toEqual([['zoho-inventory'], ['production-tracker']])
  })

  it.each<[string, (text: string) => string]>([
    ['has a warning', (text) => text.replace('servers:', 'servers:\n  - url: http://plain.example')],
    ['has a scheme that an extension serves', (text) => text.replace('type: oauth2', 'type: x-own')],
  ])('is no connector that %s', async (_what, change) => {
    await folder.edit(zoho, change)
    expect([...(await read()).sources.keys()]).toEqual(['production-tracker'])
  })

  it('is read all the same where another extends it, takes its id, or can’t be read', async () => {
    const { known } = await read()
    await folder.write('revision/more/connector.yaml', extension)
    const extended = await read(known)
    expect([extended.ids, extended.unchanged]).toEqual([['more', 'production-tracker', 'zoho-inventory'], []])
    expect([...extended.sources.keys()]).toEqual(['production-tracker', 'zoho-inventory'])
    await rm(join(folder.dir, 'revision/more'), { recursive: true })
    await folder.copy('plugins/connectors/zoho-inventory', 'revision/copy')
    expect((await read(known)).sides[0]?.problems).toMatchObject([{ code: 'connector-repeated' }])
    await folder.write('revision/copy/connector.yaml', 'id: [')
    expect((await read(known)).unchanged).toEqual([])
  })
})

describe('jackfield types', () => {
  const types = (...paths: readonly string[]) => folder.jackfield('types', ...paths, '-o', 'types')
  const text = (name: string) => readFile(join(folder.dir, 'types', name), 'utf8')

  it('writes again what somebody edited, of a connector that is as it was', async () => {
    await types('revision')
    const before = await text('zoho-inventory.d.ts')
    await folder.edit('types/zoho-inventory.d.ts', (declared) => declared.replaceAll('string', 'number'))
    expect((await types('revision')).out).toBe('types: 1 written (zoho-inventory.d.ts), 1 unchanged\n')
    expect(await text('zoho-inventory.d.ts')).toBe(before)
  })

  it('leaves what only another comment or line ending was written to', async () => {
    await types('revision')
    await folder.edit(zoho, (manifest) => manifest.replaceAll('\n', '\r\n'))
    expect((await types('revision')).out).toBe('types: 2 unchanged\n')
  })

  it('keeps everything where one of several paths has come to nothing', async () => {
    await types('revision/production-tracker', 'revision/zoho-inventory')
    await rm(join(folder.dir, 'revision/zoho-inventory'), { recursive: true })
    await mkdir(join(folder.dir, 'revision/zoho-inventory'))
    const { code, out } = await types('revision/production-tracker', 'revision/zoho-inventory')
    expect([code, out]).toEqual([1, 'types: 1 unchanged\n'])
    expect(await readdir(join(folder.dir, 'types'))).toContain('zoho-inventory.d.ts')
  })

  it('types an extension anew when its base has changed', async () => {
    await folder.write('revision/more/connector.yaml', extension)
    await types('revision')
    expect((await types('revision')).out).toBe('types: 3 unchanged\n')
    await folder.edit(zoho, (manifest) => manifest.replaceAll('Data centre', 'Region'))
    expect((await types('revision')).out).toContain('2 written (more.d.ts, zoho-inventory.d.ts)')
  })
})
