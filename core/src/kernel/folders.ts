import { access } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { sightOf } from '../load/index.ts'
import type { Log } from '../model/index.ts'
import type { Intake, Place } from '../stage/index.ts'
import { type WatchedFolder, watchFolder } from '../watch/index.ts'
import type { EntryReader } from './entry-reader.ts'
import type { PluginFolder } from './kernel-options.ts'
import { sweepAtStart, sweepFolder } from './sweep.ts'

export interface FoldersOptions {
  readonly plugins: readonly PluginFolder[]
  readonly reader: EntryReader
  readonly intake: Intake
  readonly rescanEvery: number | undefined
  readonly readAtStart: number
  readonly log: Log
}

/** Milliseconds for the rest of a start, which has better uses for the processor than to begin to hear of events. */
const untilHearing = 25

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
  const folders: WatchedFolder[] = []
  const read = Promise.withResolvers<void>()
  const close = async (): Promise<void> => {
    await Promise.all(folders.map((folder) => folder.close()))
  }
  try {
    for (const plugin of options.plugins) {
      const folder = openFolder(options, plugin, read.promise)
      folders.push(folder)
      await folder.ready
    }
  } catch (error) {
    await close()
    throw error
  }
  setTimeout(read.resolve, untilHearing)
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
  { reader, intake, rescanEvery, readAtStart, log }: FoldersOptions,
  { dir, scope = 'host' }: PluginFolder,
  hearAfter: Promise<void>,
): WatchedFolder {
  const sweeping = { scope, intake, reader, readAtStart }
  let isFirst = true
  return watchFolder({
    dir,
    log,
    hearAfter,
    ...(rescanEvery !== undefined && { rescan: rescanEvery }),
    async sweep(entries) {
      const sweep = isFirst ? sweepAtStart : sweepFolder
      isFirst = false
      return sweep(sweeping, entries)
    },
    async examine({ path }, pass) {
      const place = { scope, path }
      if (intake.isUnchanged(place, sightOf(path))) return 'done'
      const reading = await reader.read(place, { isKnown: (digest) => intake.isKnown(place, digest) })
      return intake.take(scope, reading, pass)
    },
    gone: ({ path }) => intake.gone({ scope, path }),
  })
}
