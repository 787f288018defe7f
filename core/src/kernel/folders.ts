import { join } from 'node:path'
import { type Format, loadEntry } from '../load/index.ts'
import type { Log } from '../model/index.ts'
import type { Intake, Pass } from '../stage/index.ts'
import { type WatchedFolder, watchFolder } from '../watch/index.ts'
import type { PluginFolder } from './kernel.ts'
import { readingOf } from './reading.ts'

export interface FoldersOptions {
  readonly plugins: readonly PluginFolder[]
  readonly formats: readonly Format[]
  readonly intake: Intake
  readonly rescanEvery: number | undefined
  readonly log: Log
}

/** The watched folders: files become readings, readings go to the intake. */
export interface Folders {
  rescan(): Promise<void>
  close(): Promise<void>
}

/** Resolves when every folder was read once. What lies there at the start is at rest: it is taken at once. */
export async function openFolders(options: FoldersOptions): Promise<Folders> {
  let starting = true
  const folders = options.plugins.map((plugin) => openFolder(options, plugin, (pass) => (starting ? 'settled' : pass)))
  await Promise.all(folders.map((folder) => folder.ready))
  starting = false
  return {
    async rescan() {
      await Promise.all(folders.map((folder) => folder.rescan()))
    },
    async close() {
      await Promise.all(folders.map((folder) => folder.close()))
    },
  }
}

function openFolder(
  { formats, intake, rescanEvery, log }: FoldersOptions,
  { dir, scope = 'host' }: PluginFolder,
  passOf: (pass: Pass) => Pass,
): WatchedFolder {
  return watchFolder({
    dir,
    log,
    ...(rescanEvery !== undefined && { rescan: rescanEvery }),
    async examine(entry, pass) {
      const loaded = await loadEntry(entry.path, { formats, within: dir, shownAs: join(dir, entry.name) })
      const reading = loaded === null ? null : readingOf(scope, loaded)
      return reading === null ? 'done' : intake.take(scope, reading, passOf(pass))
    },
    gone: (entry) => intake.gone(scope, entry.path),
  })
}
