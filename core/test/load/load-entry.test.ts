import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Format, loadEntry, manifestFormat } from '../../src/load/index.ts'
import { codes, formats, load } from './load-one.ts'
import { orders, temporaryFolder } from './temporary-folder.ts'

describe('loadEntry', () => {
  it('reads a folder and a single file alike, except for their digests', async () => {
    const root = temporaryFolder({ 'orders/connector.yaml': orders, 'orders.yaml': orders })
    const folder = await load(join(root, 'orders'))
    const file = await load(join(root, 'orders.yaml'))
    expect(folder).toMatchObject({ name: 'orders', format: 'manifest', id: 'orders', problems: [] })
    expect(folder.files).toEqual([{ path: 'connector.yaml', digest: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    expect(file.connector).toEqual(folder.connector)
    expect(file.files[0]?.digest).toBe(folder.files[0]?.digest)
    expect(file.digest).not.toBe(folder.digest)
  })

  it('has one digest for the same bytes, wherever they lie and in whatever order they were written', async () => {
    const one = temporaryFolder({ 'a/connector.yaml': orders, 'a/icon.svg': '<svg/>' })
    const other = temporaryFolder({
      'b/icon.svg': '<svg/>',
      'b/connector.yaml': orders,
      'b/.git/HEAD': 'x',
      'b/x.swp': 'x',
    })
    expect((await load(join(one, 'a'))).digest).toBe((await load(join(other, 'b'))).digest)
  })

  it('has another digest when a byte, a name or the format’s version changes', async () => {
    const root = temporaryFolder({ 'a/connector.yaml': orders, 'a/icon.svg': '<svg/>' })
    const path = join(root, 'a')
    const digests = [(await load(path)).digest]
    writeFileSync(join(path, 'icon.svg'), '<svg />')
    digests.push((await load(path)).digest)
    renameSync(join(path, 'icon.svg'), join(path, 'logo.svg'))
    digests.push((await load(path)).digest)
    const newer: Format = { ...manifestFormat(), version: 99 }
    digests.push((await loadEntry(path, { formats: [newer] }))?.digest ?? '')
    rmSync(join(path, 'logo.svg'))
    symlinkSync('/etc', join(path, 'outside'))
    digests.push((await load(path)).digest)
    expect(new Set(digests).size).toBe(digests.length)
  })

  it('ignores what is no connector and does not mean to be one', async () => {
    const root = temporaryFolder({
      'README.md': 'hello',
      '.DS_Store': '',
      'connector.yaml~': orders,
      '4913': '',
      'notes.txt': '',
    })
    for (const name of ['README.md', '.DS_Store', 'connector.yaml~', '4913', 'notes.txt'])
      expect(await loadEntry(join(root, name), { formats })).toBeNull()
  })

  it('says what to do about a folder without a connector file', async () => {
    const root = temporaryFolder({
      'a/readme.md': '',
      'b/v1/connector.yaml': orders,
      'c/one.json': '{}',
      'c/other.yaml': '',
    })
    expect((await load(join(root, 'a'))).problems).toMatchObject([
      { code: 'connector-missing', hint: 'add connector.yaml or connector.json.' },
    ])
    expect((await load(join(root, 'b'))).problems).toMatchObject([
      { hint: 'move v1/connector.yaml to the top of the folder.' },
    ])
    expect((await load(join(root, 'c'))).problems).toMatchObject([
      { hint: expect.stringMatching(/other formats need their extension, and each connector a folder of its own/) },
    ])
  })

  it('warns of a document that is nobody’s', async () => {
    const root = temporaryFolder({ 'petstore.json': '{ "openapi": "3.1.0" }' })
    expect((await load(join(root, 'petstore.json'))).problems).toMatchObject([
      { code: 'connector-missing', severity: 'warning' },
    ])
  })

  it('refuses two manifests in one folder', async () => {
    const root = temporaryFolder({ 'a/connector.yaml': orders, 'a/connector.json': '{}', 'a/connector.yml': '' })
    const loaded = await load(join(root, 'a'))
    expect(codes(loaded)).toEqual(['manifest-ambiguous', 'manifest-ambiguous'])
    expect(loaded).toMatchObject({ id: 'orders' })
    expect(loaded).not.toHaveProperty('connector')
  })

  it('knows whose a broken file is', async () => {
    const root = temporaryFolder({
      'a/connector.yaml': orders.replace('title: Orders', 'titel: Orders'),
      'b/connector.yaml': `${orders}\n  x: [`,
    })
    for (const name of ['a', 'b']) {
      const loaded = await load(join(root, name))
      expect(loaded).toMatchObject({ id: 'orders' })
      expect(loaded).not.toHaveProperty('connector')
    }
  })

  it('names files as its host named the folder', async () => {
    const root = temporaryFolder({ 'a/connector.yaml': 'jackfield: 1' })
    const loaded = await loadEntry(join(root, 'a'), { formats, shownAs: 'plugins/a' })
    expect(loaded?.problems[0]?.file).toBe('plugins/a/connector.yaml')
  })

  it('survives a format that throws, and blames it', async () => {
    const broken: Format = {
      name: 'broken',
      version: 1,
      claims: () => true,
      read: () => {
        throw new Error('boom')
      },
    }
    const deaf: Format = {
      ...broken,
      claims: () => {
        throw new Error('boom')
      },
    }
    const root = temporaryFolder({ 'a/connector.yaml': orders })
    expect(await loadEntry(join(root, 'a'), { formats: [deaf, broken] })).toMatchObject({
      format: 'broken',
      problems: [{ code: 'format-failed', message: expect.stringContaining('boom') }],
    })
  })

  it('reads one folder or the other while they are swapped, never parts of both', async () => {
    const root = temporaryFolder({
      'a/connector.yaml': orders,
      'a/one.txt': '1',
      'a/same.txt': '1',
      'b/connector.yaml': orders,
      'b/same.txt': '2',
      'b/two.txt': '2',
    })
    const [a, b, c] = ['a', 'b', 'c'].map((name) => join(root, name)) as [string, string, string]
    const digests = new Set([(await load(a)).digest, (await load(b)).digest])
    const seen = new Set<string>()
    for (let round = 0; round < 200; round++) {
      const turnsOf = async (turns: number) => {
        for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
      }
      const [loaded] = await Promise.all([
        loadEntry(a, { formats }),
        turnsOf(round % 25).then(() => {
          renameSync(a, c)
          renameSync(b, a)
          renameSync(c, b)
        }),
      ])
      seen.add(loaded?.digest ?? '')
      expect(loaded?.problems).toEqual([])
    }
    expect([...seen].filter((digest) => !digests.has(digest))).toEqual([])
  })

  it('says that there is nothing, rather than throwing', async () => {
    expect((await load(join(temporaryFolder(), 'a'))).problems).toMatchObject([{ code: 'entry-missing' }])
  })
})
