import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Folder, openFolder, repository, trackerManifest } from './command-line.ts'

const cases = join(repository, 'core/test/cli/cases/diff')
const sides = ['--base', 'base', '--revision', 'revision']

/** `sku` becomes `itemCode`, and the tracker moves. */
async function rename(folder: Folder): Promise<void> {
  await folder.edit(trackerManifest, (text) => text.replaceAll('sku', 'itemCode').replace('/api', '/api/v2'))
}

const addField = (text: string): string =>
  text.replaceAll('      quantity: {', '      note: { type: string }\n      quantity: {')

describe('what changed', () => {
  it.each(['text', 'markdown', 'json'])('is told as %s, byte for byte the same', async (format) => {
    await using folder = await openFolder()
    await rename(folder)
    const { code, out, err } = await folder.jackfield('diff', ...sides, '--format', format)
    expect([code, err]).toEqual([1, ''])
    await expect(out).toMatchFileSnapshot(join(cases, `renamed.${format}`))
    expect((await folder.jackfield('diff', ...sides, '--format', format)).out).toBe(out)
  })

  it('echoes the arguments as they were written', async () => {
    await using folder = await openFolder()
    const base = './base/production-tracker/'
    const revision = join(folder.dir, trackerManifest)
    const { code, out } = await folder.jackfield('diff', '--base', base, '--revision', revision, '--format', 'json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({
      schema: 'jackfield.diff/1',
      complete: true,
      problems: [],
      base,
      revision,
      level: 'none',
      changes: [],
    })
  })
})

describe('the exit code', () => {
  it.each([
    ['breaking', rename, { breaking: 1, risky: 1, safe: 1 }],
    [
      'risky',
      (folder: Folder) => folder.edit(trackerManifest, (text) => text.replace('/api', '/api/v2')),
      { breaking: 0, risky: 1, safe: 1 },
    ],
    ['safe', (folder: Folder) => folder.edit(trackerManifest, addField), { breaking: 0, risky: 0, safe: 1 }],
    [
      'none',
      (folder: Folder) =>
        folder.edit(trackerManifest, (text) => text.replace('Get a production', 'Fetch a production')),
      { breaking: 0, risky: 0, safe: 0 },
    ],
  ])('tells a level of %s', async (level, change, codes) => {
    await using folder = await openFolder()
    await change(folder)
    const { out, code } = await folder.jackfield('diff', ...sides, '--format', 'json')
    expect([JSON.parse(out).level, code]).toEqual([level, codes.breaking])
    for (const [failOn, expected] of Object.entries(codes))
      expect((await folder.jackfield('diff', ...sides, '--fail-on', failOn)).code).toBe(expected)
  })

  it('is 2 when a side can’t be read, and says why', async () => {
    await using folder = await openFolder()
    const missing = await folder.jackfield('diff', '--base', 'gone', '--revision', 'away')
    expect(missing).toMatchObject({ code: 2, out: '' })
    expect(missing.err).toContain('gone (there is no such file or folder), away (')

    await folder.write(trackerManifest, 'jackfield: 1\nid: [\n')
    const broken = ['--base', 'base/production-tracker', '--revision', 'revision/production-tracker']
    const unread = await folder.jackfield('diff', ...broken)
    expect(unread).toMatchObject({ code: 2, out: '' })
    expect(unread.err).toContain('revision/production-tracker has no connector that can be read')
    expect(unread.err).toMatch(/at revision\/production-tracker\/connector\.yaml:\d+:\d+/)

    await folder.write('empty/README.md', 'nothing')
    expect(await folder.jackfield('diff', '--base', 'base', '--revision', 'empty')).toMatchObject({ code: 2, out: '' })
  })

  it('is 3 when one of many can’t be read, which is not taken for removed', async () => {
    await using folder = await openFolder()
    await folder.edit(trackerManifest, (text) =>
      text.replace('title: Production tracker', 'title: Production: tracker'),
    )
    const { code, out } = await folder.jackfield('diff', ...sides, '--format', 'json')
    expect(code).toBe(3)
    expect(JSON.parse(out)).toMatchObject({
      complete: false,
      level: 'none',
      changes: [],
      problems: [{ file: trackerManifest, line: expect.any(Number), column: expect.any(Number) }],
    })
    const swapped = await folder.jackfield('diff', '--base', 'revision', '--revision', 'base', '--fail-on', 'safe')
    expect(swapped.code).toBe(3)
    expect(swapped.out).toMatch(/^no change, and incomplete: /)
  })

  it('is 3 too when it does not even say whose it is, and 1 when something else breaks', async () => {
    await using folder = await openFolder()
    await folder.write(trackerManifest, '{')
    expect((await folder.jackfield('diff', ...sides)).code).toBe(3)
    await cp(join(folder.dir, 'revision/production-tracker'), join(folder.dir, 'revision/other'), { recursive: true })
    await rm(join(folder.dir, 'revision/production-tracker'), { recursive: true })
    expect((await folder.jackfield('diff', ...sides)).code).toBe(3)
    await folder.edit('revision/zoho-inventory/connector.yaml', (text) => text.replace('  findItem:', '  findOne:'))
    const { code, out } = await folder.jackfield('diff', ...sides, '--format', 'json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ complete: false, level: 'breaking' })
  })
})

describe('two sides', () => {
  it('that are single documents are one connector, under the base’s id', async () => {
    await using folder = await openFolder()
    await folder.edit(trackerManifest, (text) => addField(text).replace('id: production-tracker', 'id: tracker-two'))
    const single = ['--base', 'base/production-tracker/connector.yaml', '--revision', 'revision/production-tracker']
    const { code, out } = await folder.jackfield('diff', ...single, '--format', 'json')
    expect(code).toBe(0)
    const { level, changes } = JSON.parse(out)
    expect(level).toBe('safe')
    expect(changes.map((change: { connector: string }) => change.connector)).toEqual(
      changes.map(() => 'production-tracker'),
    )
  })

  it('that are folders of many are paired by id, whatever the folders’ names', async () => {
    await using folder = await openFolder()
    await cp(join(folder.dir, 'revision/zoho-inventory'), join(folder.dir, 'revision/a'), { recursive: true })
    await rm(join(folder.dir, 'revision/zoho-inventory'), { recursive: true })
    expect(await folder.jackfield('diff', ...sides)).toMatchObject({ code: 0, err: '' })

    await rm(join(folder.dir, 'revision/a'), { recursive: true })
    const { code, out } = await folder.jackfield('diff', ...sides, '--format', 'json')
    expect(code).toBe(1)
    const { changes } = JSON.parse(out)
    expect(
      changes.map(({ kind, connector, operation }: Record<string, string>) => [kind, connector, operation]),
    ).toEqual(
      ['adjustStock', 'findAdjustment', 'findItem', 'listItems', 'searchItems'].map((operation) => [
        'operation.removed',
        'zoho-inventory',
        operation,
      ]),
    )
    const added = await folder.jackfield('diff', '--base', 'revision', '--revision', 'base', '--format', 'json')
    expect([added.code, JSON.parse(added.out).level]).toEqual([0, 'safe'])
  })
})
