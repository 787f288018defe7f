import { setImmediate as breathe } from 'node:timers/promises'
import { type Sight, sightOf } from '../load/index.ts'
import type { Scope } from '../model/index.ts'
import type { Intake, Reading } from '../stage/index.ts'
import type { WatchedEntry } from '../watch/index.ts'
import type { EntryReader } from './entry-reader.ts'

export interface Sweeping {
  readonly scope: Scope
  readonly intake: Intake
  readonly reader: EntryReader
  /** Bytes that are read whole; where there are more, a look is enough. */
  readonly readAtStart: number
}

/** Looking at so many entries takes about a millisecond, in which nothing else happens. */
const sightsAtOnce = 64
/** As many as the file system's threads can be busy with. */
const readAtOnce = 8
/** Readings that are in memory, and come in, together. */
const takenAtOnce = 256

/**
 * A look at a whole folder, and a time to tidy up: answers the names of those that may have changed since they were
 * read.
 */
export async function sweepFolder(
  { scope, intake }: Sweeping,
  entries: readonly WatchedEntry[],
): Promise<ReadonlySet<string>> {
  const sights = await sightsOf(entries)
  const changed = entries.filter(({ path }) => !intake.isUnchanged({ scope, path }, sights.get(path) ?? null))
  await intake.tidy()
  return new Set(changed.map(({ name }) => name))
}

/**
 * The first look at a folder: what is known is taken up, what is new or changed is read. What lies there is at rest.
 */
export async function sweepAtStart(
  { scope, intake, reader, readAtStart }: Sweeping,
  entries: readonly WatchedEntry[],
): Promise<ReadonlySet<string>> {
  const sights = await sightsOf(entries)
  const sighted = entries.map(({ path }) => ({ path, sight: sights.get(path) ?? null }))
  const toRead = await intake.recall(scope, sighted)
  const paths = entries.map(({ path }) => path).filter((path) => toRead.has(path))
  const peek = paths.reduce((sum, path) => sum + (sights.get(path)?.bytes ?? 0), 0) > readAtStart
  for (let at = 0; at < paths.length; at += takenAtOnce) {
    const readings = await readTogether(paths.slice(at, at + takenAtOnce), (path) =>
      reader.read({ scope, path }, { peek }),
    )
    await intake.takeAll(scope, readings)
  }
  return new Set()
}

async function sightsOf(entries: readonly WatchedEntry[]): Promise<ReadonlyMap<string, Sight | null>> {
  const sights = new Map<string, Sight | null>()
  for (const { path, kind } of entries) {
    sights.set(path, sightOf(path, kind))
    if (sights.size % sightsAtOnce === 0) await breathe()
  }
  return sights
}

/** In the order of the paths. */
async function readTogether(paths: readonly string[], read: (path: string) => Promise<Reading>): Promise<Reading[]> {
  const readings: Reading[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let at = next++; at < paths.length; at = next++) readings[at] = await read(paths[at] as string)
  }
  await Promise.all(Array.from({ length: Math.min(readAtOnce, paths.length) }, work))
  return readings
}
