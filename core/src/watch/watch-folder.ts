import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { FSWatcher } from 'chokidar'
import { argumentInvalid } from '../errors/index.ts'
import type { Log } from '../model/index.ts'
import { createEntryWatch, type EntryWatch } from './entry-watch.ts'

/** A file or folder that lies directly in a watched folder. */
export interface Entry {
  readonly name: string
  readonly path: string
}

export interface WatchOptions {
  readonly dir: string
  /** Milliseconds without an event before an entry is looked at. @default 30 */
  readonly quiet?: number
  /** Milliseconds without an event before an entry counts as whole, or as gone. @default 500 */
  readonly settle?: number
  /** Milliseconds between two looks at everything, for what events missed. @default 60000 */
  readonly rescan?: number
  readonly log: Log
  /** Looks at an entry: `again` asks for another look, `settled`, once it has been quiet. Never called twice at once for one entry. */
  examine(entry: Entry, pass: 'first' | 'settled'): Promise<'done' | 'again'>
  /** An entry that was there stayed away. */
  gone(entry: Entry): Promise<void>
}

export interface WatchedFolder {
  /** Resolves when every entry was looked at once; rejects with `argument-invalid` when the folder can't be read. */
  readonly ready: Promise<void>
  /** Looks at every entry now. */
  rescan(): Promise<void>
  /** Resolves when nothing of it runs any more. */
  close(): Promise<void>
}

/** Entries that are looked at together, so that a large folder does not use up the file descriptors. */
const atOnce = 64

/**
 * Watches the entries of a folder. An event only means that an entry may have changed: what it is now, `examine` finds out.
 * The folder may go away and come back.
 */
export function watchFolder(options: WatchOptions): WatchedFolder {
  const { dir, log, rescan: every = 60_000 } = options
  const entries = new Map<string, EntryWatch>()
  let watcher: FSWatcher | undefined
  let timer: NodeJS.Timeout | undefined
  let missing = false
  let closed = false

  function entryOf(name: string): EntryWatch {
    const known = entries.get(name)
    if (known !== undefined) return known
    const entry = createEntryWatch({
      ...options,
      entry: { name, path: join(dir, name) },
      left: () => entries.delete(name),
    })
    entries.set(name, entry)
    return entry
  }

  async function rescan(): Promise<void> {
    const found = await namesIn(dir)
    if (found !== null && missing) await watch()
    missing = found === null
    const names = new Set([...(found ?? []), ...entries.keys()])
    for (const some of batches([...names])) await Promise.all(some.map((name) => entryOf(name).look()))
  }

  async function watch(): Promise<void> {
    const { watch: start } = await import('chokidar')
    await watcher?.close()
    if (closed) return
    watcher = start(dir, {
      ignoreInitial: true,
      followSymlinks: false,
      ignored: (path) => isHidden(relative(dir, path)),
    })
    watcher.on('error', (error) => log.warn(`Watching ${dir} failed.`, { error }))
    watcher.on('all', (_event, path) => {
      const [name] = relative(dir, path).split(sep)
      if (name !== undefined && name !== '') entryOf(name).poke()
      else for (const entry of entries.values()) entry.poke()
    })
    await new Promise<void>((resolve) => watcher?.once('ready', resolve))
  }

  async function rescanAndWait(): Promise<void> {
    await rescan().catch((error: unknown) => log.warn(`Reading ${dir} failed.`, { error }))
    if (!closed) timer = setTimeout(rescanAndWait, every)
  }

  async function open(): Promise<void> {
    await assertFolder(dir)
    await watch()
    await rescan()
    if (!closed) timer = setTimeout(rescanAndWait, every)
  }

  return {
    ready: open(),
    rescan,
    async close() {
      closed = true
      clearTimeout(timer)
      await watcher?.close()
      await Promise.all([...entries.values()].map((entry) => entry.close()))
    },
  }
}

/** `null` where the folder is gone: its entries then count as gone too. */
async function namesIn(dir: string): Promise<readonly string[] | null> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return names?.filter((name) => !isHidden(name)) ?? null
}

async function assertFolder(dir: string): Promise<void> {
  await readdir(dir).catch((cause: NodeJS.ErrnoException) => {
    throw argumentInvalid(`The plugin folder ${dir} can't be read: ${cause.message}`, {
      hint: 'Make the folder before the kernel starts; it may be empty.',
      cause,
    })
  })
}

/** Dotfiles, at any depth: editors and version control keep theirs there. */
function isHidden(path: string): boolean {
  return path.split(sep).some((segment) => segment.startsWith('.') && segment !== '..')
}

function* batches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += atOnce) yield items.slice(start, start + atOnce)
}
