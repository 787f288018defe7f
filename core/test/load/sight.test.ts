import { renameSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { readSighted } from '../../src/load/entry/read-sighted.ts'
import { isRacy, type Sight, sightOf } from '../../src/load/index.ts'
import { orders, temporaryFolder } from './temporary-folder.ts'

function seen(path: string): Sight {
  const sight = sightOf(path)
  if (sight === null) throw new Error(`${path} can't be seen.`)
  return sight
}

/** File systems keep times by ticks of a few milliseconds. */
const tick = () => sleep(20)

describe('a look at an entry', () => {
  it('has one signature for the same files, whatever was done to others', () => {
    const root = temporaryFolder({ 'orders/connector.yaml': orders, 'orders/parts/a.json': '{}', 'other.yaml': orders })
    const folder = join(root, 'orders')
    const before = seen(folder)
    expect(before).toMatchObject({ kind: 'folder', files: ['connector.yaml', 'parts/a.json'] })
    expect(before.bytes).toBe(orders.length + 2)
    writeFileSync(join(folder, '.connector.yaml.swp'), 'draft')
    writeFileSync(join(root, 'other.yaml'), 'changed')
    expect(seen(folder).signature).toBe(before.signature)
    expect(seen(join(root, 'other.yaml'))).toMatchObject({ kind: 'file', files: [''] })
  })

  it.each<[string, (file: string) => void]>([
    ['other bytes of the same length, with the former times', (file) => rewrite(file)],
    ['another file in its place', (file) => replace(file)],
    ['a file beside it', (file) => writeFileSync(`${file}.json`, '{}')],
    ['nothing', (file) => rmSync(file)],
    ['fewer bytes', (file) => truncateSync(file, 3)],
  ])('tells of %s', async (_name, change) => {
    const root = temporaryFolder({ 'orders/connector.yaml': orders, 'orders/b.json': '{}' })
    const before = seen(join(root, 'orders'))
    await tick()
    change(join(root, 'orders', 'connector.yaml'))
    expect(seen(join(root, 'orders')).signature).not.toBe(before.signature)
  })

  it('does not vouch for what changed less than two seconds before it', () => {
    const at = 1_700_000_000_000
    expect([0, 1_999, 2_000, 60_000].map((age) => isRacy({ at, youngest: at - age }))).toEqual([
      true,
      true,
      false,
      false,
    ])
    // A clock that was set back, or a time that was set forward.
    expect(isRacy({ at, youngest: at + 60_000 })).toBe(true)
  })

  it('says the same of what is known to be a folder or a file', () => {
    const root = temporaryFolder({ 'orders/connector.yaml': orders, 'orders/code/index.ts': '', 'single.yaml': orders })
    for (const [name, kind] of [
      ['orders', 'folder'],
      ['single.yaml', 'file'],
    ] as const) {
      const { at: _, ...sight } = sightOf(join(root, name), kind) as Sight
      expect(seen(join(root, name)), name).toMatchObject(sight)
    }
    expect(sightOf(join(root, 'single.yaml'), 'folder')).toBe(null)
  })

  it('is none of links, of what is too large, and of what is not there', () => {
    const root = temporaryFolder({ 'orders/connector.yaml': orders, 'large.json': Buffer.alloc(11 * 1024 * 1024) })
    symlinkSync(join(root, 'orders'), join(root, 'link'))
    symlinkSync(join(root, 'large.json'), join(root, 'orders', 'link.json'))
    for (const name of ['link', 'orders', 'large.json', 'missing']) expect(sightOf(join(root, name)), name).toBe(null)
  })

  it('is read as it was, or with more care', async () => {
    const root = temporaryFolder({ 'orders/connector.yaml': orders })
    const request = { path: join(root, 'orders'), name: 'orders', shownAs: 'orders' }
    const sight = seen(request.path)
    const read = readSighted(request, sight)
    expect(read?.entry.files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual([
      ['connector.yaml', orders],
    ])
    await tick()
    rewrite(join(request.path, 'connector.yaml'))
    expect(readSighted(request, sight)).toBe(null)
    rmSync(join(request.path, 'connector.yaml'))
    expect(readSighted(request, sight)).toBe(null)
  })
})

const long = new Date('2020-01-01T00:00:00Z')

function rewrite(file: string): void {
  utimesSync(file, long, long)
  writeFileSync(file, orders.replace('Orders', 'Ardars'))
  utimesSync(file, long, long)
}

function replace(file: string): void {
  writeFileSync(`${file}.new`, orders)
  renameSync(`${file}.new`, file)
}
