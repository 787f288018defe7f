import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Folder, openFlowFolder, openFolder, trackerManifest } from './command-line.ts'

const page = (folder: Folder, name: string) => readFile(join(folder.dir, 'site', name), 'utf8')

describe('jackfield docs', () => {
  it('writes a page a connector and an index that leads to them', async () => {
    await using folder = await openFolder()
    const { code, out, err } = await folder.jackfield('docs', 'base', '-o', 'site')
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('3 written (index.md, production-tracker.md, zoho-inventory.md)')
    expect(await readdir(join(folder.dir, 'site'))).toEqual(['index.md', 'production-tracker.md', 'zoho-inventory.md'])
    expect(await page(folder, 'index.md')).toContain('[Production tracker](production-tracker.md)')
    expect(await page(folder, 'production-tracker.md')).toContain('with `--flows DIR` to see it')
  })

  it('says which flows use what, and which flows could not be read', async () => {
    await using folder = await openFlowFolder()
    expect((await folder.jackfield('docs', 'base', '-o', 'site', '--flows', 'flows')).code).toBe(0)
    const tracker = await page(folder, 'production-tracker.md')
    expect(tracker).toContain('| `restock-on-completion` | `trigger` |')
    expect(tracker).toContain('`completedAt` (in `adjust`)')
    await folder.write('flows/broken.yaml', 'flow: 1\nid: "broken\n')
    const broken = await folder.jackfield('docs', 'base', '-o', 'site', '--flows', 'flows')
    expect(broken.code).toBe(1)
    expect(broken.err).toContain('broken.yaml')
    expect(await page(folder, 'production-tracker.md')).toContain('One flow could not be read')
  })

  it('counts a flow that two documents are called by once', async () => {
    await using folder = await openFlowFolder()
    const [name = ''] = await readdir(join(folder.dir, 'flows'))
    await folder.write('flows/again.yaml', await readFile(join(folder.dir, 'flows', name), 'utf8'))
    const { code, err } = await folder.jackfield('docs', 'base', '-o', 'site', '--flows', 'flows')
    expect([code, err]).toEqual([1, expect.stringContaining('belongs to')])
    const rows = (await page(folder, 'production-tracker.md')).match(/^\| `restock-on-completion` \| `trigger`/gm)
    expect(rows).toHaveLength(1)
  })

  it('is the same at every run and in every folder, and writes nothing that is so already', async () => {
    await using one = await openFolder()
    await using other = await openFolder()
    await one.jackfield('docs', 'base', '-o', 'site')
    await other.jackfield('docs', `${other.dir}/base/`, '--output', `${other.dir}/site`)
    for (const name of ['index.md', 'zoho-inventory.md']) {
      expect(await page(other, name)).toBe(await page(one, name))
      expect(await page(one, name)).not.toContain(one.dir)
    }
    await utimes(join(one.dir, 'site/index.md'), 1, 1)
    expect((await one.jackfield('docs', 'base', '-o', 'site')).out).toBe('site: 3 pages\n')
    expect((await stat(join(one.dir, 'site/index.md'))).mtimeMs).toBe(1000)
  })

  it('removes its page of a connector that is gone, and touches nothing else', async () => {
    await using folder = await openFolder()
    await folder.write('site/guide.md', '# Ours\n')
    await folder.write('site/deeper/production-tracker.md', 'x')
    await folder.jackfield('docs', 'revision', '-o', 'site')
    await rm(join(folder.dir, 'revision/production-tracker'), { recursive: true })
    const { code, out } = await folder.jackfield('docs', 'revision', '-o', 'site')
    expect([code, out]).toEqual([0, 'site: 2 pages, 1 written (index.md), 1 removed (production-tracker.md)\n'])
    expect(await readdir(join(folder.dir, 'site'))).toEqual(['deeper', 'guide.md', 'index.md', 'zoho-inventory.md'])
    expect(await page(folder, 'guide.md')).toBe('# Ours\n')
  })

  it('leaves the page of a connector that can’t be read at the moment, and says so', async () => {
    await using folder = await openFolder()
    await folder.jackfield('docs', 'revision', '-o', 'site')
    const before = await page(folder, 'production-tracker.md')
    await folder.edit(trackerManifest, (text) => text.replace('title: Production tracker', 'titel: Production tracker'))
    const { code, err } = await folder.jackfield('docs', 'revision', '-o', 'site')
    expect(code).toBe(1)
    expect(err).toContain('titel')
    expect(await page(folder, 'production-tracker.md')).toBe(before)
    expect(await page(folder, 'index.md')).toContain('Can’t be read at the moment: `production-tracker`')
  })

  it('writes over nobody’s file: everything is left as it was', async () => {
    await using folder = await openFolder()
    await folder.write('site/index.md', '# Mine\n')
    expect(await folder.jackfield('docs', 'base', '-o', 'site')).toEqual({
      code: 2,
      out: '',
      err: 'site/index.md was not written by jackfield docs.\n  hint: Move it away, or name another folder with -o.\n',
    })
    expect(await readdir(join(folder.dir, 'site'))).toEqual(['index.md'])
    await folder.write('file', '')
    expect((await folder.jackfield('docs', 'base', '-o', 'file')).code).toBe(2)
  })

  it('keeps the page of a connector called index', async () => {
    await using folder = await openFolder()
    const manifest = {
      jackfield: 1,
      id: 'index',
      version: '1.0.0',
      title: 'Index',
      servers: [{ url: 'https://a.example' }],
    }
    const actions = { ring: { title: 'Ring', http: 'GET /ring', output: { type: 'object' } } }
    await folder.write('one/index.json', JSON.stringify({ ...manifest, actions }))
    await folder.jackfield('docs', 'one', '-o', 'site')
    expect(await readdir(join(folder.dir, 'site'))).toEqual(['index.connector.md', 'index.md'])
    expect(await page(folder, 'index.md')).toContain('[Index](index.connector.md)')
  })

  it.each([
    [['docs'], 'Pages of what?'],
    [['docs', 'base'], 'Where do the pages go?'],
    [['docs', 'base', 'revision', '-o', 'site'], 'Pages are made of one path at a time.'],
    [['docs', 'nothing', '-o', 'site'], 'nothing (there is no such file or folder)'],
  ])('refuses %j', async (line, message) => {
    await using folder = await openFolder()
    const { code, out, err } = await folder.jackfield(...line)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(message)
  })
})
