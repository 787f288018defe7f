import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Format, loadEntry, manifestFormat } from '../../src/load/index.ts'
import { orders, temporaryFolder } from './temporary-folder.ts'

const formats = [manifestFormat()]
const load = async (path: string, within?: string) => {
  const loaded = await loadEntry(path, { formats, ...(within !== undefined && { within }) })
  if (loaded === null) throw new Error(`${path} was ignored`)
  return loaded
}
const codes = ({ problems }: { problems: readonly { code: string }[] }) => problems.map(({ code }) => code)

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

describe('links', () => {
  it('are followed inside the connector’s folder', async () => {
    const root = temporaryFolder({ 'a/manifests/current.yaml': orders })
    symlinkSync('manifests/current.yaml', join(root, 'a/connector.yaml'))
    expect(await load(join(root, 'a'))).toMatchObject({ id: 'orders', problems: [] })
  })

  it('are refused where they leave it, lead nowhere or go in circles', async () => {
    const root = temporaryFolder({ 'a/connector.yaml': orders, 'b/secret.yaml': 'secret' })
    symlinkSync('../b/secret.yaml', join(root, 'a/secret.yaml'))
    symlinkSync('/etc', join(root, 'a/etc'))
    symlinkSync('nowhere', join(root, 'a/lost'))
    symlinkSync('circle', join(root, 'a/circle'))
    const loaded = await load(join(root, 'a'))
    expect(codes(loaded)).toEqual(Array(4).fill('link-refused'))
    expect(loaded.files.map(({ path }) => path)).toEqual(['connector.yaml'])
    expect(loaded).not.toHaveProperty('connector')
  })

  it('end, also when they lead to a folder above', async () => {
    const root = temporaryFolder({ 'a/connector.yaml': orders })
    symlinkSync('.', join(root, 'a/again'))
    expect(codes(await load(join(root, 'a')))).toContain('entry-too-large')
  })

  it('are refused at the entry itself where they leave the watched folder', async () => {
    const root = temporaryFolder({ 'plugins/b/connector.yaml': orders, 'elsewhere/connector.yaml': orders })
    const plugins = join(root, 'plugins')
    symlinkSync('../elsewhere', join(plugins, 'a'))
    symlinkSync('b', join(plugins, 'c'))
    expect(await load(join(plugins, 'a'), plugins)).toMatchObject({ problems: [{ code: 'link-refused' }], files: [] })
    expect(await load(join(plugins, 'c'), plugins)).toMatchObject({ id: 'orders', problems: [] })
    expect(await load(join(plugins, 'a'))).toMatchObject({ id: 'orders', problems: [] })
  })
})

describe('limits', () => {
  it('hold for the size of a file and of a folder', async () => {
    const mebibytes = (count: number) => new Uint8Array(count * 1024 * 1024)
    const seven = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`b/${index}.bin`, mebibytes(10)]))
    const root = temporaryFolder({
      'a/connector.yaml': orders,
      'a/big.bin': mebibytes(11),
      'b/connector.yaml': orders,
      ...seven,
    })
    expect(await load(join(root, 'a'))).toMatchObject({
      problems: [{ code: 'entry-too-large', file: join(root, 'a/big.bin') }],
    })
    expect((await load(join(root, 'b'))).problems).toMatchObject([{ code: 'entry-too-large' }])
  })

  it('hold for the number of files', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`a/${index}`, '']))
    expect(codes(await load(join(temporaryFolder(many), 'a')))).toContain('entry-too-large')
  })
})

describe('among several formats', () => {
  const format = (name: string, claims: Format['claims']): Format => ({
    name,
    version: 1,
    claims,
    read: () => ({ id: name, problems: [] }),
  })
  const chosen = async (...others: Format[]) => {
    const root = temporaryFolder({ 'a/apiDefinition.swagger.json': '{}' })
    const loaded = await loadEntry(join(root, 'a'), { formats: [manifestFormat(), ...others] })
    return loaded && { format: loaded.format, id: loaded.id, codes: codes(loaded) }
  }
  const sure = format('sure', () => 2)
  const general = format('general', () => true)
  const none = format('none', () => false)
  const throwing = format('throwing', () => {
    throw new Error('no')
  })
  const odd = format('odd', () => Number.NaN)

  it('the surest reads, in whichever order they are given', async () => {
    const expected = { format: 'sure', id: 'sure', codes: [] }
    for (const order of [
      [sure, general],
      [general, sure],
      [none, throwing, odd, general, sure],
    ])
      expect(await chosen(...order)).toEqual(expected)
    expect(await chosen(general)).toEqual({ format: 'general', id: 'general', codes: [] })
  })

  it('two that are as sure are a problem that names both', async () => {
    const other = format('other', () => 2)
    expect(await chosen(sure, general, other)).toEqual({ format: 'sure', id: null, codes: ['format-ambiguous'] })
    expect(
      await chosen(
        format('first', () => true),
        general,
      ),
    ).toMatchObject({ codes: ['format-ambiguous'] })
  })

  it('a manifest is a manifest', async () => {
    const root = temporaryFolder({ 'a/connector.yaml': orders })
    const loaded = await loadEntry(join(root, 'a'), { formats: [manifestFormat(), format('greedy', () => 9)] })
    expect(loaded).toMatchObject({ format: 'manifest', id: 'orders' })
  })
})
