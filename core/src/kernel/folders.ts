import { access } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Format, loadEntry } from '../load/index.ts'
import { type Log, type Revision, type RevisionId, revisionId, type Scope } from '../model/index.ts'
import type { Intake, Pass, Place } from '../stage/index.ts'
import type { SchemeType } from '../validate/index.ts'
import { type WatchedFolder, watchFolder } from '../watch/index.ts'
import type { PluginFolder } from './kernel.ts'
import { knownReading, readingOf } from './reading.ts'

export interface FoldersOptions {
  readonly plugins: readonly PluginFolder[]
  formats(scope: Scope): readonly Format[]
  readonly intake: Intake
  readonly rescanEvery: number | undefined
  readonly log: Log
  /** Types of security schemes that extensions serve. */
  readonly schemeTypes: readonly SchemeType[]
  /** A revision that is at hand, so that its files need not be read again. */
  known(id: RevisionId): Revision | undefined
}

/** The watched folders: files become readings, readings go to the intake. */
export interface Folders {
  rescan(): Promise<void>
  close(): Promise<void>
}

/**
 * Resolves when every folder was read once, one after the other: the first that says an id owns it. What lies there at
 * the start is at rest: it is taken at once.
 */
export async function openFolders(options: FoldersOptions): Promise<Folders> {
  let starting = true
  const folders: WatchedFolder[] = []
  const close = async (): Promise<void> => {
    await Promise.all(folders.map((folder) => folder.close()))
  }
  try {
    for (const plugin of options.plugins) {
      const folder = openFolder(options, plugin, (pass) => (starting ? 'settled' : pass))
      folders.push(folder)
      await folder.ready
    }
  } catch (error) {
    await close()
    throw error
  }
  starting = false
  return {
    close,
    async rescan() {
      await Promise.all(folders.map((folder) => folder.rescan()))
    },
  }
}

/** Whether an entry is there, in a folder that is watched for its scope. */
export async function isWatched(plugins: readonly PluginFolder[], { scope, path }: Place): Promise<boolean> {
  const watched = plugins.some((plugin) => (plugin.scope ?? 'host') === scope && resolve(plugin.dir) === dirname(path))
  if (!watched) return false
  return access(path).then(
    () => true,
    () => false,
  )
}

function openFolder(
  { formats, intake, rescanEvery, log, known, schemeTypes }: FoldersOptions,
  { dir, scope = 'host' }: PluginFolder,
  passOf: (pass: Pass) => Pass,
): WatchedFolder {
  return watchFolder({
    dir,
    log,
    ...(rescanEvery !== undefined && { rescan: rescanEvery }),
    async examine(entry, pass) {
      const loaded = await loadEntry(entry.path, {
        formats: formats(scope),
        within: dir,
        shownAs: join(dir, entry.name),
        known: (digest) => known(revisionId(digest)) !== undefined,
      })
      if (loaded === null) return 'done'
      const revision = known(revisionId(loaded.digest))
      const reading =
        revision === undefined ? readingOf(scope, loaded, schemeTypes) : knownReading(scope, loaded, revision)
      return intake.take(scope, reading, passOf(pass))
    },
    gone: ({ path }) => intake.gone({ scope, path }),
  })
}
