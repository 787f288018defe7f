import { writeFileSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { main } from '../../src/cli/index.ts'
import { type Folder, openFolder, type Printed, trackerManifest } from './command-line.ts'

let folder: Folder
beforeEach(async () => {
  folder = await openFolder()
})
afterEach(() => folder[Symbol.asyncDispose]())

const declared = (name: string): Promise<string> => readFile(join(folder.dir, 'types', name), 'utf8')

it('writes declarations of a folder of connectors, and then only what changed', async () => {
  expect(await folder.jackfield('types', 'revision', '-o', 'types')).toEqual({
    code: 0,
    out: 'types: 2 written (production-tracker.d.ts, zoho-inventory.d.ts), 0 unchanged\n',
    err: '',
  })
  expect(await declared('production-tracker.d.ts')).toContain('"production-tracker.getOrder": {')
  await folder.edit(trackerManifest, (text) => text.replaceAll('sku', 'itemCode'))
  expect(await folder.jackfield('types', 'revision', '--output', 'types')).toMatchObject({
    out: 'types: 1 written (production-tracker.d.ts), 1 unchanged\n',
  })
  expect(await declared('production-tracker.d.ts')).toContain('  itemCode: string\n')
})

it('writes those of one connector, and removes the others that it had written', async () => {
  await folder.jackfield('types', 'revision', '-o', 'types', '--strict')
  expect(await declared('index.d.ts')).toContain('readonly strict: true')
  expect(await folder.jackfield('types', 'revision/production-tracker', '-o', 'types')).toMatchObject({
    code: 0,
    out: 'types: 1 removed (zoho-inventory.d.ts), 1 unchanged\n',
  })
})

it('keeps the declarations of a connector that can’t be read', async () => {
  await folder.jackfield('types', 'revision', '-o', 'types')
  await folder.edit(trackerManifest, (text) => text.replace('id: production-tracker', 'id: ['))
  const { code, out, err } = await folder.jackfield('types', 'revision', '-o', 'types')
  expect([code, out]).toEqual([1, 'types: 1 unchanged\n'])
  expect(err).toContain(trackerManifest)
  expect(await readdir(join(folder.dir, 'types'))).toEqual([
    'index.d.ts',
    'production-tracker.d.ts',
    'zoho-inventory.d.ts',
  ])
})

it.each([
  [['types', '-o', 'types'], 'Types of what?'],
  [['types', 'revision'], 'Where do the types go?'],
  [['types', 'nowhere', '-o', 'types'], "Can't read nowhere"],
  [['types', 'revision', '-o', 'revision/production-tracker/connector.yaml'], 'connector.yaml'],
])('refuses %j', async (argv, message) => {
  const { code, out, err } = await folder.jackfield(...argv)
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(new RegExp(message))
  expect(err).toContain('hint: ')
})

it.each([
  { edited: true, counts: { lines: 2, complaints: 2 } },
  { edited: false, counts: { lines: 1, complaints: 1 } },
])('with --watch sees what changed before anybody watched: $edited', async ({ edited, counts }) => {
  await folder.edit('revision/zoho-inventory/connector.yaml', (text) => text.replace('id:', 'id: ['))
  const manifest = join(folder.dir, trackerManifest)
  const renamed = (await readFile(manifest, 'utf8')).replaceAll('sku', 'itemCode')
  const stop = new AbortController()
  const lines: string[] = []
  let complaints = ''
  const ended = main(['types', 'revision', '-o', 'types', '--watch'], {
    cwd: folder.dir,
    env: {},
    terminal: false,
    interrupted: () => stop.signal,
    out: (line) => void (lines.push(line) === 1 && edited && writeFileSync(manifest, renamed)),
    err(text) {
      complaints += text
    },
  })
  await vi.waitFor(() => expect(complaints).toContain('Watching'), { timeout: 10_000 })
  stop.abort()
  expect(await ended).toBe(0)
  expect({ lines: lines.length, complaints: complaints.split('It is not YAML').length - 1 }).toEqual(counts)
  expect((await declared('production-tracker.d.ts')).includes('itemCode')).toBe(edited)
})

it('goes on with --watch, writes what changes, and ends when it is interrupted', async () => {
  const printed: Printed = { code: -1, out: '', err: '' }
  const stop = new AbortController()
  const ended = main(['types', 'revision', '-o', 'types', '--watch'], {
    cwd: folder.dir,
    env: {},
    terminal: false,
    interrupted: () => stop.signal,
    out: (text) => void Object.assign(printed, { out: printed.out + text }),
    err: (text) => void Object.assign(printed, { err: printed.err + text }),
  })
  const saw = (text: string): Promise<void> =>
    vi.waitFor(() => expect(printed.out + printed.err).toContain(text), { timeout: 10_000 })
  try {
    await saw('Watching')
    await folder.edit(trackerManifest, (text) => text.replaceAll('sku', 'itemCode'))
    await saw('1 written (production-tracker.d.ts)')
    expect(await declared('production-tracker.d.ts')).toContain('itemCode')
    await folder.edit(trackerManifest, (text) => text.replace('version:', 'version: ['))
    await saw(trackerManifest)
    await folder.edit(trackerManifest, (text) => text.replace('version: [', 'version:'))
    await rm(join(folder.dir, 'revision/zoho-inventory'), { recursive: true })
    await saw('1 removed (zoho-inventory.d.ts)')
    expect(await declared('production-tracker.d.ts')).toContain('itemCode')
  } finally {
    stop.abort()
  }
  expect(await ended).toBe(0)
})
