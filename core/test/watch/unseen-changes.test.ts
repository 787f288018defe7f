import { mkdir, mkdtemp, rename, rm, symlink, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { openWatched, put, quiet } from './watched.ts'

it('does not follow a symlink out of the folder', async () => {
  await using watched = await openWatched()
  const { dir, seen, watch } = watched
  const outside = await mkdtemp(join(tmpdir(), 'jackfield outside '))
  await put(outside, 'target', 'outside')
  await watch()
  await symlink(join(outside, 'target'), join(dir, 'link'))
  await vi.waitFor(() => expect(seen).toHaveLength(1), { timeout: 3000 })
  await put(outside, 'target', 'changed outside')
  await quiet()
  expect(seen).toHaveLength(1)
  await rm(outside, { recursive: true })
})

it('finds by a rescan what no event told', async () => {
  await using watched = await openWatched()
  const { dir, seen, until, watch } = watched
  await watch({ rescan: 100 })
  await put(dir, 'a', 'one')
  await until('a: one (first)')
  const looks = () => seen.filter((line) => line.startsWith('a: one')).length
  const before = looks()
  await vi.waitFor(() => expect(looks()).toBeGreaterThan(before + 1), { timeout: 3000 })
  await utimes(join(dir, 'a', 'connector.yaml'), 0, 0)
})

it('survives that the folder itself goes away and comes back', async () => {
  await using watched = await openWatched()
  const { dir, until, watch } = watched
  await put(dir, 'a', 'one')
  await watch({ rescan: 100 })
  await rm(dir, { recursive: true })
  await until('a is gone')
  await mkdir(dir)
  await put(dir, 'b', 'two')
  await until('b: two (first)')
  await put(dir, 'b', 'three')
  await until('b: three (first)')
})

it('hears the folder that took the place of the watched one', async () => {
  await using watched = await openWatched()
  const { dir, seen, until, watch } = watched
  await put(dir, 'a', 'one')
  await watch()
  const next = await mkdtemp(join(tmpdir(), 'jackfield next '))
  await put(next, 'a', 'two')
  await put(next, 'b', 'new')
  await rename(dir, `${next} previous`)
  await rename(next, dir)
  await until('a: two (first)')
  await until('b: new (first)')
  await quiet()
  expect(seen).not.toContain('a is gone')
  await put(dir, 'b', 'edited')
  await until('b: edited (first)')
  await rm(`${next} previous`, { recursive: true })
})

it('watches where a link to the folder leads, also when it comes to lead elsewhere', async () => {
  await using watched = await openWatched()
  const { dir, until, watch } = watched
  const releases = await mkdtemp(join(tmpdir(), 'jackfield releases '))
  await put(join(releases, '1'), 'a', 'one')
  await put(join(releases, '2'), 'a', 'two')
  await rm(dir, { recursive: true })
  await symlink(join(releases, '1'), dir)
  await watch()
  await put(join(releases, '1'), 'a', 'edited')
  await until('a: edited (first)')
  await symlink(join(releases, '2'), join(releases, 'next'))
  await rename(join(releases, 'next'), dir)
  await until('a: two (first)')
  await rm(releases, { recursive: true })
})

it('sees by a rescan what changed where no event comes from', async () => {
  await using watched = await openWatched()
  const { dir, seen, watch } = watched
  const outside = await mkdtemp(join(tmpdir(), 'jackfield outside '))
  await put(outside, 'target', 'one')
  await symlink(join(outside, 'target'), join(dir, 'link'))
  const folder = await watch()
  expect(seen).toEqual(['link: one (first)'])
  await quiet()
  seen.length = 0
  await put(outside, 'target', 'two')
  await quiet()
  expect(seen).toEqual([])
  await folder.rescan()
  expect(seen).toEqual(['link: two (first)'])
  await rm(outside, { recursive: true })
})
