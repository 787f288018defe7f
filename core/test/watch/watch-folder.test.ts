import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { log, openWatched, put, quiet, settle } from './watched.ts'

it('has looked at everything once when it is ready, dotfiles left out', async () => {
  await using watched = await openWatched()
  const { dir, seen, watch } = watched
  await put(dir, 'a', 'one')
  await put(dir, 'b', 'two')
  await put(dir, '.git', 'hidden')
  await watch()
  expect(seen.sort()).toEqual(['a: one (first)', 'b: two (first)'])
})

it('passes over what a sweep knows, says what it is, and still hears of it and that it went', async () => {
  await using watched = await openWatched()
  const { dir, seen, until, watch } = watched
  await put(dir, 'a', 'one')
  await writeFile(join(dir, 'b.json'), '{}')
  await symlink(join(dir, 'a'), join(dir, 'c'))
  const kinds: string[] = []
  const folder = await watch({
    rescan: 60_000,
    async sweep(entries) {
      if (kinds.length === 0) for (const { name, path, kind } of entries) kinds.push(`${name} ${kind}`, path)
      return new Set(entries.filter(({ name }) => name === 'b.json' && seen.length > 0).map(({ name }) => name))
    },
  })
  expect(kinds).toEqual(['a folder', join(dir, 'a'), 'b.json file', join(dir, 'b.json'), 'c undefined', join(dir, 'c')])
  expect(seen).toEqual([])
  await vi.waitFor(async () => {
    await put(dir, 'a', 'two')
    expect(seen).toContain('a: two (first)')
  }, 5000)
  await rm(join(dir, 'b.json'))
  await folder.rescan()
  await until('b.json is gone')
})

it('hears of a folder that is added, edited and removed', async () => {
  await using watched = await openWatched()
  const { dir, until, watch } = watched
  await watch()
  await put(dir, 'a', 'one')
  await until('a: one (first)')
  await put(dir, 'a', 'two')
  await until('a: two (first)')
  await rm(join(dir, 'a'), { recursive: true })
  await until('a is gone')
})

it('looks again once it has been quiet, when asked to', async () => {
  await using watched = await openWatched()
  const { dir, seen, until, watch } = watched
  await watch()
  await put(dir, 'a', 'wait for it')
  await until('a: wait for it (first)')
  await until('a: wait for it (settled)')
  await quiet()
  expect(seen.filter((line) => line.includes('settled'))).toHaveLength(1)
})

it('never calls half a file settled while it is being written', async () => {
  await using watched = await openWatched()
  const { dir, seen, until, watch } = watched
  await put(dir, 'a', 'wait')
  await watch()
  seen.length = 0
  let text = 'wait'
  for (let line = 1; line <= 8; line++) {
    text += ` ${line}`
    await put(dir, 'a', text)
    await sleep(settle / 2)
  }
  await until('a: wait 1 2 3 4 5 6 7 8 (settled)')
  expect(seen.filter((line) => line.endsWith('(settled)'))).toEqual(['a: wait 1 2 3 4 5 6 7 8 (settled)'])
})

it('takes a file saved by rename, and a folder swapped whole, as a change and not as a removal', async () => {
  await using watched = await openWatched()
  const { dir, seen, until, watch } = watched
  await put(dir, 'a', 'one')
  await watch()
  const elsewhere = await mkdtemp(join(tmpdir(), 'jackfield swap '))
  await writeFile(join(dir, 'a', '.connector.yaml.tmp'), 'two')
  await rename(join(dir, 'a', '.connector.yaml.tmp'), join(dir, 'a', 'connector.yaml'))
  await until('a: two (first)')

  await put(elsewhere, 'next', 'three')
  await rename(join(dir, 'a'), join(elsewhere, 'previous'))
  await rename(join(elsewhere, 'next'), join(dir, 'a'))
  await until('a: three (first)')
  await quiet()
  expect(seen).not.toContain('a is gone')
  await rm(elsewhere, { recursive: true })
})

it('reports both ends of a rename', async () => {
  await using watched = await openWatched()
  const { dir, until, watch } = watched
  await put(dir, 'a', 'one')
  await watch()
  await rename(join(dir, 'a'), join(dir, 'b'))
  await until('b: one (first)')
  await until('a is gone')
})

it('looks at an entry that is never quiet', async () => {
  await using watched = await openWatched()
  const { dir, seen, watch } = watched
  await put(dir, 'a', 'one')
  await watch({ quiet: 20 })
  seen.length = 0
  const writing = setInterval(() => void put(dir, 'a', `${performance.now()}`), 5)
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(1), { timeout: 3000 })
  clearInterval(writing)
})

it('says nothing of an entry that came and went before it was looked at', async () => {
  await using watched = await openWatched()
  const { dir, seen, watch } = watched
  await watch({ quiet: 100 })
  await put(dir, 'a', 'one')
  await rm(join(dir, 'a'), { recursive: true })
  await quiet()
  expect(seen).toEqual([])
})

it('looks at one entry once at a time, and again when something happened meanwhile', async () => {
  await using watched = await openWatched()
  const { dir, watch } = watched
  let running = 0
  const looks: string[] = []
  await put(dir, 'a', 'one')
  await watch({
    async examine({ path }) {
      expect(++running).toBe(1)
      looks.push(await readFile(join(path, 'connector.yaml'), 'utf8'))
      await sleep(100)
      running--
      return 'done'
    },
  })
  await put(dir, 'a', 'two')
  await vi.waitFor(() => expect(running).toBe(1), { interval: 2 })
  await put(dir, 'a', 'three')
  await vi.waitFor(() => expect(looks.at(-1)).toBe('three'), { timeout: 3000 })
})

it('leaves nothing behind that would keep a process alive', async () => {
  await using watched = await openWatched()
  const { dir } = watched
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
})

it('goes on when a look fails', async () => {
  await using watched = await openWatched()
  const { dir, seen, until, watch } = watched
  const errors: string[] = []
  await watch({
    log: { ...log, error: (message) => errors.push(message) },
    examine: async ({ name }) => {
      seen.push(name)
      throw new Error('can not')
    },
  })
  await put(dir, 'a', 'one')
  await until('a')
  await put(dir, 'b', 'one')
  await until('b')
  expect(errors[0]).toContain('Reading')
})

it('says what to do when there is no such folder', async () => {
  await using watched = await openWatched()
  const { dir, watch } = watched
  const failing = watch({ dir: join(dir, 'missing') })
  await expect(failing).rejects.toMatchObject({
    code: 'argument-invalid',
    hint: expect.stringContaining('Make the folder'),
  })
})

it('is silent once it is closed', async () => {
  await using watched = await openWatched()
  const { dir, seen, watch } = watched
  const folder = await watch()
  await folder.close()
  await put(dir, 'a', 'one')
  await quiet()
  expect(seen).toEqual([])
})
