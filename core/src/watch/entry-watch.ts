import { lstat } from 'node:fs/promises'
import type { Entry, WatchOptions } from './watch-folder.ts'

export interface EntryWatchOptions extends Pick<WatchOptions, 'quiet' | 'settle' | 'log' | 'examine' | 'gone'> {
  readonly entry: Entry
  /** Called when the entry is gone and nothing is left to watch. */
  left(): void
}

/** One entry: events are waited out, looks never overlap. */
export interface EntryWatch {
  /** Something may have happened to it. */
  poke(): void
  /** Looks at it now, after the look that is under way. */
  look(): Promise<void>
  close(): Promise<void>
}

export function createEntryWatch(options: EntryWatchOptions): EntryWatch {
  const { entry, log, quiet = 30, settle = 500 } = options
  let timer: NodeJS.Timeout | undefined
  let last: Promise<void> = Promise.resolve()
  let pokedAt = Date.now()
  let seen = false
  /** Whether a second look is due; a rescan in between does not put it off, only an event does. */
  let settling = false
  let closed = false

  /** Replaces what was waited for: a new event restarts every wait. */
  function later(milliseconds: number, pass: 'first' | 'settled'): void {
    clearTimeout(timer)
    settling = pass === 'settled'
    if (!closed) timer = setTimeout(() => void look(pass), milliseconds)
  }

  function look(pass: 'first' | 'settled'): Promise<void> {
    last = last
      .then(() => lookNow(pass))
      .catch((error: unknown) => log.error(`Reading ${entry.path} failed.`, { error }))
    return last
  }

  async function lookNow(pass: 'first' | 'settled'): Promise<void> {
    if (closed) return
    const startedAt = pokedAt
    const there = await exists(entry.path)
    const wanted = there ? await options.examine(entry, pass) : seen && pass === 'first' ? 'again' : 'done'
    if (there) seen = true
    if (pass === 'settled') settling = false
    if (wanted === 'again') {
      if (startedAt === pokedAt && !settling) later(settle, 'settled')
      return
    }
    if (there || startedAt !== pokedAt) return
    if (seen) await options.gone(entry)
    seen = false
    options.left()
  }

  return {
    poke() {
      pokedAt = Date.now()
      later(quiet, 'first')
    },
    look: () => look('first'),
    async close() {
      closed = true
      clearTimeout(timer)
      await last
    },
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
