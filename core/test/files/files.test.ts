import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFiles, type FileStoreProvider, type Files, fileFolder, temporaryFiles } from '../../src/files/index.ts'

const day = 86_400_000
let now = Date.now()
const clock = { now: () => now, sleep: async () => {} }
let folder = ''

beforeEach(async () => {
  now = Date.now()
  folder = await mkdtemp(join(tmpdir(), 'jackfield-files-test-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function withFiles<Value>(provider: FileStoreProvider, use: (files: Files) => Promise<Value>): Promise<Value> {
  await using store = await provider.open({ clock })
  return await use(createFiles({ store, maxBytes: provider.maxBytes }))
}

const textOf = async (files: Files, organisation: string, reference: string): Promise<string> =>
  new Response(await files.open(organisation, reference)).text()

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

async function allNames(): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).filter((name) => /[/\\]/.test(name))
}

describe.each([
  ['a folder', () => fileFolder(folder)],
  ['a temporary folder', () => temporaryFiles()],
])('files in %s', (_name, provider) => {
  test('are what they were made of', () =>
    withFiles(provider(), async (files) => {
      async function* pieces() {
        yield bytes('Grü')
        yield bytes('ße')
      }
      const sources = [
        bytes('Grüße'),
        new Blob(['Grüße'], { type: 'text/plain' }),
        new Blob(['Grüße']).stream(),
        pieces(),
      ]
      for (const source of sources) {
        const reference = await files.put('pune', source, { name: 'letters/hello.txt' })
        expect(reference).toMatch(/^jackfield-file:[0-9a-f]{32}$/)
        const mediaType = source instanceof Blob ? 'text/plain' : 'application/octet-stream'
        expect(await files.get('pune', reference)).toEqual({ name: 'hello.txt', mediaType, size: 7 })
        expect(await textOf(files, 'pune', reference)).toBe('Grüße')
      }
    }))

  test('are unknown to another organisation, once removed, and under any other name', () =>
    withFiles(provider(), async (files) => {
      const reference = await files.put('pune', bytes('mine'))
      const unknown = { code: 'file-unknown', hint: expect.stringContaining('kernel.files.put()') }
      await expect(files.get('oslo', reference)).rejects.toMatchObject(unknown)
      await expect(files.open('oslo', reference)).rejects.toMatchObject(unknown)
      await files.remove('oslo', reference)
      expect(await textOf(files, 'pune', reference)).toBe('mine')
      for (const other of ['', 'x', '../../etc/passwd', 'jackfield-file:..', reference.toUpperCase(), `${reference}0`])
        await expect(files.get('pune', other)).rejects.toMatchObject(unknown)
      await files.remove('pune', reference)
      await expect(files.get('pune', reference)).rejects.toMatchObject(unknown)
    }))

  test('are over when their time is', () =>
    withFiles(provider(), async (files) => {
      const reference = await files.put('pune', bytes('old'))
      now += 7 * day - 1
      expect(await textOf(files, 'pune', reference)).toBe('old')
      now += 1
      await expect(files.open('pune', reference)).rejects.toMatchObject({ code: 'file-unknown' })
    }))

  test.each(['', undefined, 7, 'a\nb'])('belong to an organisation, not to %j', (organisation) =>
    withFiles(provider(), async (files) => {
      const given = organisation as never
      await expect(files.put(given, bytes('x'))).rejects.toMatchObject({ code: 'argument-invalid' })
      await expect(files.get(given, 'x')).rejects.toMatchObject({ code: 'argument-invalid' })
    }),
  )

  test.each([
    ['text'],
    [null],
    [{}],
    [
      (async function* () {
        yield 'text'
      })(),
    ],
  ])('are made of bytes only: %#', (source) =>
    withFiles(provider(), async (files) => {
      await expect(files.put('pune', source as never)).rejects.toMatchObject({ code: 'argument-invalid' })
    }),
  )
})

test('a file that is too large, or breaks off, leaves nothing behind', () =>
  withFiles(fileFolder(folder, { maxBytes: 10 }), async (files) => {
    async function* broken() {
      yield bytes('half')
      throw new Error('the line is dead')
    }
    await expect(files.put('pune', bytes('12345678901'))).rejects.toMatchObject({
      code: 'file-too-large',
      message: 'A file has more than 10 bytes.',
    })
    await expect(files.put('pune', broken())).rejects.toThrow('the line is dead')
    expect(await allNames()).toEqual([])
    await files.put('pune', bytes('1234567890'))
  }))

test('a folder keeps files for the next kernel, readable by its owner alone', async () => {
  const reference = await withFiles(fileFolder(folder), (files) => files.put('../pune', bytes('kept')))
  expect(await withFiles(fileFolder(folder), (files) => textOf(files, '../pune', reference))).toBe('kept')
  for (const name of await allNames())
    if (process.platform !== 'win32') expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
})

test('a folder is swept of what is over when it is opened, and of nothing else', async () => {
  const old = await withFiles(fileFolder(folder, { keep: '1d' }), (files) => files.put('pune', bytes('old')))
  now += day / 2
  const young = await withFiles(fileFolder(folder, { keep: '1d' }), (files) => files.put('pune', bytes('young')))
  now += day / 2
  await withFiles(fileFolder(folder, { keep: '1d' }), async () => {})
  const names = (await allNames()).map((name) => name.split(/[/\\]/)[1])
  const id = young.slice('jackfield-file:'.length)
  expect(names.sort()).toEqual([id, `${id}.json`])
  expect(old).not.toBe(young)
})

test('a temporary folder is made with the first file and gone with the kernel', async () => {
  const folders = async () =>
    (await readdir(tmpdir())).filter((name) => name.startsWith('jackfield-files-') && !name.includes('test'))
  const before = new Set(await folders())
  await withFiles(temporaryFiles(), async (files) => {
    const added = async () => (await folders()).filter((name) => !before.has(name))
    await expect(files.get('pune', `jackfield-file:${'0'.repeat(32)}`)).rejects.toMatchObject({ code: 'file-unknown' })
    const reference = await files.put('pune', bytes('here'))
    const [own = ''] = (await added()).filter((name) => name)
    expect(own).not.toBe('')
    expect(await textOf(files, 'pune', reference)).toBe('here')
  })
})

test.each([
  [{ keep: 'soon' }, 'keep'],
  [{ keep: 0 }, 'keep'],
  [{ maxBytes: 0 }, 'maxBytes'],
])('a folder refuses %j', (options, name) => {
  expect(() => fileFolder(folder, options)).toThrow(name)
})
