import type { Log } from '../model/index.ts'

/** A file or folder directly in the watched folder. */
export interface WatchedEntry {
  readonly name: string
  /** Absolute. */
  readonly path: string
  /** What it was when the folder was listed; absent for anything else, such as a link, and where it is not known. */
  readonly kind?: 'file' | 'folder'
}

/** `first`: something may have changed. `settled`: nothing has happened to it since, for the time `settle`. */
export type ExaminationPass = 'first' | 'settled'

export interface WatchOptions {
  readonly dir: string
  /** Milliseconds without events before an entry is examined. @default 20 */
  readonly quiet?: number
  /** Milliseconds without events before it is examined again, or is held to be gone. @default 500 */
  readonly settle?: number
  /** Milliseconds between looks at everything, for what no event told. @default 60000 */
  readonly rescan?: number
  /** Events are heard from then on: to begin with it takes time that a start has better uses for. @default at once */
  readonly hearAfter?: Promise<unknown>
  readonly log: Log
  /**
   * Everything is about to be looked at: takes together what it can, and answers the names of the entries that still
   * have to be examined. Entries may be gone.
   * @default all of them
   */
  readonly sweep?: (entries: readonly WatchedEntry[]) => Promise<ReadonlySet<string>>
  /** The entry may have changed, or not: compare digests. Never called twice at once for one entry. */
  examine(entry: WatchedEntry, pass: ExaminationPass): Promise<'done' | 'again'>
  /** The entry is not there any more, and stayed away. */
  gone(entry: WatchedEntry): void | Promise<void>
}

export interface WatchedFolder {
  /** Resolves when everything was examined once. Rejects with `argument-invalid` where there is no such folder. */
  readonly ready: Promise<void>
  /** Examines everything now; resolves when that is done. */
  rescan(): Promise<void>
  /** Resolves when nothing of it runs any more. */
  close(): Promise<void>
}
