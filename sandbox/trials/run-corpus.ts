import { inPool } from './pool.ts'
import { readingExtensions } from './reading-extensions.ts'
import { type Corpus, readSubject, subjectPaths } from './subjects.ts'
import type { Trial } from './trial.ts'
import { tryConnector } from './try-connector.ts'

export interface RunOptions {
  readonly seed: number
  /** At most so many operations of each connector. @default all */
  readonly most?: number | undefined
  /** How many connectors at a time. */
  readonly jobs: number
  /** Whether an entry of the corpus is tried, by its path and its place. @default all are */
  is?(path: string, index: number): boolean
  /** An entry is done. */
  done?(name: string, trials: readonly Trial[]): void
}

/** What became of trying a corpus. */
export interface Run {
  readonly trials: readonly Trial[]
  /** What could not be tried at all. */
  readonly unread: readonly { readonly subject: string; readonly problems: readonly string[] }[]
}

export async function runCorpus(corpus: Corpus, folder: string, options: RunOptions): Promise<Run> {
  const paths = (await subjectPaths(corpus, folder)).filter((path, index) => options.is?.(path, index) ?? true)
  const runs = await inPool(paths, { jobs: options.jobs, work: (path) => runEntry(path, options) })
  return { trials: runs.flatMap(({ trials }) => trials), unread: runs.flatMap(({ unread }) => unread) }
}

export async function runEntry(path: string, { seed, most, done }: Omit<RunOptions, 'jobs'>): Promise<Run> {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const extensions = readingExtensions()
  const formats = extensions.flatMap((extension) => extension.formats ?? [])
  try {
    const subject = await readSubject(path, formats)
    if (!('connector' in subject)) return { trials: [], unread: [{ subject: name, problems: subject }] }
    const trials = await tryConnector(subject, { extensions, seed, ...(most !== undefined && { most }) })
    done?.(name, trials)
    return { trials, unread: [] }
  } catch (error) {
    return {
      trials: [],
      unread: [{ subject: name, problems: [error instanceof Error ? error.message : String(error)] }],
    }
  }
}
