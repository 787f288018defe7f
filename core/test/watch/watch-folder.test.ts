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
