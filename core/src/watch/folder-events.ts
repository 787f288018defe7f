import { relative, sep } from 'node:path'
import { isIgnoredName } from '../load/index.ts'
import type { Log } from '../model/index.ts'

export interface FolderEvents {
  /** Resolves when nothing is missed any more, or it was closed. */
  readonly ready: Promise<void>
  close(): Promise<void>
}

export interface FolderEventsOptions {
  /** Absolute. */
  readonly dir: string
  readonly log: Log
  /** Something happened to the entry of this name, or inside it; `null`: to the folder itself. */
  hint(name: string | null): void
}

/** Hears what happens in a folder. Events are hints: they may be missing, late, too many, or of something else. */
export async function hearFolder({ dir, log, hint }: FolderEventsOptions): Promise<FolderEvents> {
  const { watch } = await import('chokidar')
  const watcher = watch(dir, {
    atomic: false,
    followSymlinks: false,
    ignored: (path) => namesBelow(dir, path).some(isIgnoredName),
    ignoreInitial: true,
    ignorePermissionErrors: true,
  })
  watcher.on('all', (_event, path) => hint(namesBelow(dir, path)[0] ?? null))
  watcher.on('error', (error) => log.warn(`Events of "${dir}" may be missing; it is looked at regularly.`, { error }))
  const { promise: ready, resolve } = Promise.withResolvers<void>()
  watcher.once('ready', resolve)
  return {
    ready,
    async close() {
      resolve()
      await watcher.close()
    },
  }
}

function namesBelow(dir: string, path: string): string[] {
  const below = relative(dir, path)
  return below === '' || below.startsWith('..') ? [] : below.split(sep)
}
