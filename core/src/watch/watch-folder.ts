import { resolve } from 'node:path'
import { FolderWatch } from './folder-watch.ts'
import type { WatchedFolder, WatchOptions } from './watch-options.ts'

const defaults = { quiet: 20, settle: 500, rescan: 60_000 }

/**
 * Watches a folder whose entries are examined when something may have happened to them. Events only say where to look;
 * a regular look at everything finds what they missed. It survives that the folder is removed, made again or swapped.
 */
export function watchFolder({ dir, ...options }: WatchOptions): WatchedFolder {
  const watch = new FolderWatch({ ...defaults, ...options, dir: resolve(dir) })
  return { ready: watch.start(), rescan: () => watch.lookAtAll(), close: () => watch.close() }
}
