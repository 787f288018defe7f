import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type WatchedFolder, type WatchOptions, watchFolder } from '../../src/watch/index.ts'

const nothing = () => {}
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
const settle = 150
let dir: string
let seen: string[]
let folder: WatchedFolder

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jackfield watch '))
  seen = []
})
afterEach(async () => {
  await folder.close()
  await rm(dir, { recursive: true, force: true })
})

/** Notes each look with the connector's text; `wait` texts ask for a second look. */
async function watch(more: Partial<WatchOptions> = {}): Promise<void> {
  folder = watchFolder({
    dir,
    settle,
    log,
    async examine({ name, path }, pass) {
      const text = await readFile(join(path, 'connector.yaml'), 'utf8').catch(() => 'nothing')
      seen.push(`${name}: ${text} (${pass})`)
      return text.startsWith('wait') && pass === 'first' ? 'again' : 'done'
    },
    async gone({ name }) {
      seen.push(`${name} is gone`)
    },
    ...more,
  })
  await folder.ready
}

async function put(name: string, text: string, at = dir): Promise<void> {
  await mkdir(join(at, name), { recursive: true })
  await writeFile(join(at, name, 'connector.yaml'), text)
}

const until = (line: string) => vi.waitFor(() => expect(seen).toContain(line), { timeout: 3000, interval: 5 })
const quiet = () => sleep(settle * 3)

it('has looked at everything once when it is ready, dotfiles left out', async () => {
  await put('a', 'one')
  await put('b', 'two')
  await put('.git', 'hidden')
  await watch()
  expect(seen.sort()).toEqual(['a: one (first)', 'b: two (first)'])
})

it('passes over what a sweep knows, says what it is, and still hears of it and that it went', async () => {
  await put('a', 'one')
  await writeFile(join(dir, 'b.json'), '{}')
  await symlink(join(dir, 'a'), join(dir, 'c'))
  const kinds: string[] = []
  await watch({
    rescan: 60_000,
    async sweep(entries) {
      if (kinds.length === 0) for (const { name, path, kind } of entries) kinds.push(`${name} ${kind}`, path)
      return new Set(entries.filter(({ name }) => name === 'b.json' && seen.length > 0).map(({ name }) => name))
    },
  })
  expect(kinds).toEqual(['a folder', join(dir, 'a'), 'b.json file', join(dir, 'b.json'), 'c undefined', join(dir, 'c')])
  expect(seen).toEqual([])
  await vi.waitFor(async () => {
    await put('a', 'two')
    expect(seen).toContain('a: two (first)')
  }, 5000)
  await rm(join(dir, 'b.json'))
  await folder.rescan()
  await until('b.json is gone')
})

it('hears of a folder that is added, edited and removed', async () => {
  await watch()
  await put('a', 'one')
  await until('a: one (first)')
  await put('a', 'two')
  await until('a: two (first)')
  await rm(join(dir, 'a'), { recursive: true })
  await until('a is gone')
})

it('looks again once it has been quiet, when asked to', async () => {
  await watch()
  await put('a', 'wait for it')
  await until('a: wait for it (first)')
  await until('a: wait for it (settled)')
  await quiet()
  expect(seen.filter((line) => line.includes('settled'))).toHaveLength(1)
})

it('never calls half a file settled while it is being written', async () => {
  await put('a', 'wait')
  await watch()
  seen.length = 0
  let text = 'wait'
  for (let line = 1; line <= 8; line++) {
    text += ` ${line}`
    await put('a', text)
    await sleep(settle / 2)
  }
  await until('a: wait 1 2 3 4 5 6 7 8 (settled)')
  expect(seen.filter((line) => line.endsWith('(settled)'))).toEqual(['a: wait 1 2 3 4 5 6 7 8 (settled)'])
})

it('takes a file saved by rename, and a folder swapped whole, as a change and not as a removal', async () => {
  await put('a', 'one')
  await watch()
  const elsewhere = await mkdtemp(join(tmpdir(), 'jackfield swap '))
  await writeFile(join(dir, 'a', '.connector.yaml.tmp'), 'two')
  await rename(join(dir, 'a', '.connector.yaml.tmp'), join(dir, 'a', 'connector.yaml'))
  await until('a: two (first)')

  await put('next', 'three', elsewhere)
  await rename(join(dir, 'a'), join(elsewhere, 'previous'))
  await rename(join(elsewhere, 'next'), join(dir, 'a'))
  await until('a: three (first)')
  await quiet()
  expect(seen).not.toContain('a is gone')
  await rm(elsewhere, { recursive: true })
})

it('reports both ends of a rename', async () => {
  await put('a', 'one')
  await watch()
  await rename(join(dir, 'a'), join(dir, 'b'))
  await until('b: one (first)')
  await until('a is gone')
})

it('does not follow a symlink out of the folder', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'jackfield outside '))
  await put('target', 'outside', outside)
  await watch()
  await symlink(join(outside, 'target'), join(dir, 'link'))
  await vi.waitFor(() => expect(seen).toHaveLength(1), { timeout: 3000 })
  await put('target', 'changed outside', outside)
  await quiet()
  expect(seen).toHaveLength(1)
  await rm(outside, { recursive: true })
})

it('finds by a rescan what no event told', async () => {
  await watch({ rescan: 100 })
  await put('a', 'one')
  await until('a: one (first)')
  const looks = () => seen.filter((line) => line.startsWith('a: one')).length
  const before = looks()
  await vi.waitFor(() => expect(looks()).toBeGreaterThan(before + 1), { timeout: 3000 })
  await utimes(join(dir, 'a', 'connector.yaml'), 0, 0)
})

it('survives that the folder itself goes away and comes back', async () => {
  await put('a', 'one')
  await watch({ rescan: 100 })
  await rm(dir, { recursive: true })
  await until('a is gone')
  await mkdir(dir)
  await put('b', 'two')
  await until('b: two (first)')
  await put('b', 'three')
  await until('b: three (first)')
})

it('hears the folder that took the place of the watched one', async () => {
  await put('a', 'one')
  await watch()
  const next = await mkdtemp(join(tmpdir(), 'jackfield next '))
  await put('a', 'two', next)
  await put('b', 'new', next)
  await rename(dir, `${next} previous`)
  await rename(next, dir)
  await until('a: two (first)')
  await until('b: new (first)')
  await quiet()
  expect(seen).not.toContain('a is gone')
  await put('b', 'edited')
  await until('b: edited (first)')
  await rm(`${next} previous`, { recursive: true })
})

it('watches where a link to the folder leads, also when it comes to lead elsewhere', async () => {
  const releases = await mkdtemp(join(tmpdir(), 'jackfield releases '))
  await put('a', 'one', join(releases, '1'))
  await put('a', 'two', join(releases, '2'))
  await rm(dir, { recursive: true })
  await symlink(join(releases, '1'), dir)
  await watch()
  await put('a', 'edited', join(releases, '1'))
  await until('a: edited (first)')
  await symlink(join(releases, '2'), join(releases, 'next'))
  await rename(join(releases, 'next'), dir)
  await until('a: two (first)')
  await rm(releases, { recursive: true })
})

it('sees by a rescan what changed where no event comes from', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'jackfield outside '))
  await put('target', 'one', outside)
  await symlink(join(outside, 'target'), join(dir, 'link'))
  await watch()
  expect(seen).toEqual(['link: one (first)'])
  await quiet()
  seen.length = 0
  await put('target', 'two', outside)
  await quiet()
  expect(seen).toEqual([])
  await folder.rescan()
  expect(seen).toEqual(['link: two (first)'])
  await rm(outside, { recursive: true })
})

it('looks at an entry that is never quiet', async () => {
  await put('a', 'one')
  await watch({ quiet: 20 })
  seen.length = 0
  const writing = setInterval(() => void put('a', `${performance.now()}`), 5)
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(1), { timeout: 3000 })
  clearInterval(writing)
})

it('says nothing of an entry that came and went before it was looked at', async () => {
  await watch({ quiet: 100 })
  await put('a', 'one')
  await rm(join(dir, 'a'), { recursive: true })
  await quiet()
  expect(seen).toEqual([])
})

it('looks at one entry once at a time, and again when something happened meanwhile', async () => {
  let running = 0
  const looks: string[] = []
  await put('a', 'one')
  await watch({
    async examine({ path }) {
      expect(++running).toBe(1)
      looks.push(await readFile(join(path, 'connector.yaml'), 'utf8'))
      await sleep(100)
      running--
      return 'done'
    },
  })
  await put('a', 'two')
  await vi.waitFor(() => expect(running).toBe(1), { interval: 2 })
  await put('a', 'three')
  await vi.waitFor(() => expect(looks.at(-1)).toBe('three'), { timeout: 3000 })
})

it('leaves nothing behind that would keep a process alive', () => {
  const code = `
    import { watchFolder } from ${JSON.stringify(new URL('../../src/watch/index.ts', import.meta.url).href)}
    const nothing = () => {}
    const log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
    const folder = watchFolder({ dir: process.argv[1], log, examine: async () => 'again', gone: nothing })
    await folder.ready
    await folder.close()
    console.log('closed')
  `
  const args = ['--input-type=module', '--eval', code, dir]
  expect(execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 10_000 })).toBe('closed\n')
  folder = { ready: Promise.resolve(), rescan: async () => {}, close: async () => {} }
})

it('goes on when a look fails', async () => {
  const errors: string[] = []
  await watch({
    log: { ...log, error: (message) => errors.push(message) },
    examine: async ({ name }) => {
      seen.push(name)
      throw new Error('can not')
    },
  })
  await put('a', 'one')
  await until('a')
  await put('b', 'one')
  await until('b')
  expect(errors[0]).toContain('Reading')
})

it('says what to do when there is no such folder', async () => {
  dir = join(dir, 'missing')
  const failing = watch()
  await expect(failing).rejects.toMatchObject({
    code: 'argument-invalid',
    hint: expect.stringContaining('Make the folder'),
  })
})

it('is silent once it is closed', async () => {
  await watch()
  await folder.close()
  await put('a', 'one')
  await quiet()
  expect(seen).toEqual([])
})
