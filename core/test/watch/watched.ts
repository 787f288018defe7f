import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, vi } from 'vitest'
import { type WatchedFolder, type WatchOptions, watchFolder } from '../../src/watch/index.ts'

/** A folder of its own, and what was seen in it. */
export interface Watched extends AsyncDisposable {
  readonly dir: string
  /** In order; each look with the connector's text. */
  readonly seen: string[]
  /** Resolves when it is watched. Texts that begin with `wait` ask for a second look. */
  watch(more?: Partial<WatchOptions>): Promise<WatchedFolder>
  /** Resolves when that was seen. */
  until(line: string): Promise<void>
}

const nothing = () => {}
export const log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
export const settle = 150
/** Resolves when whatever happened before has been looked at. */
export const quiet = () => sleep(settle * 3)

/** Writes a connector's text into a folder. */
export async function put(folder: string, name: string, text: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, name, 'connector.yaml'), text)
}

export async function openWatched(): Promise<Watched> {
  const dir = await mkdtemp(join(tmpdir(), 'jackfield watch '))
  const seen: string[] = []
  const noted = {
    async examine({ name, path }, pass) {
      const text = await readFile(join(path, 'connector.yaml'), 'utf8').catch(() => 'nothing')
      seen.push(`${name}: ${text} (${pass})`)
      return text.startsWith('wait') && pass === 'first' ? 'again' : 'done'
    },
    async gone({ name }) {
      seen.push(`${name} is gone`)
    },
  } satisfies Partial<WatchOptions>
  let folder: WatchedFolder | undefined
  return {
    dir,
    seen,
    async watch(more = {}) {
      folder = watchFolder({ dir, settle, log, ...noted, ...more })
      await folder.ready
      return folder
    },
    until: (line) => vi.waitFor(() => expect(seen).toContain(line), { timeout: 3000, interval: 5 }),
    async [Symbol.asyncDispose]() {
      await folder?.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
