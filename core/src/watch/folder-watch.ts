import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { sep } from 'node:path'
import { argumentInvalid } from '../errors/index.ts'
import { isIgnoredName } from '../load/index.ts'
import { type EntryOptions, EntryWatch } from './entry-watch.ts'
import { type FolderEvents, hearFolder } from './folder-events.ts'
import type { WatchedEntry, WatchOptions } from './watch-options.ts'

export interface FolderWatchOptions extends EntryOptions, Pick<WatchOptions, 'sweep' | 'hearAfter'> {
  /** Absolute. */
  readonly dir: string
  readonly rescan: number
}

/** Joins events, the regular look at everything and the entries of one folder. */
export class FolderWatch {
  readonly #options: FolderWatchOptions
  readonly #entries = new Map<string, EntryWatch>()
  /**
   * Those that are there and were passed over: of thousands, nearly all. Whatever happens to one makes an entry of it.
   */
  readonly #passed = new Set<string>()
  readonly #timers: NodeJS.Timeout[] = []
  #events: FolderEvents | undefined
  /** Which folder the events are of: another one may take its name. */
  #heard: string | undefined
  #last: Promise<void> = Promise.resolve()
  #queuedLook: Promise<void> | undefined
  #started: Promise<void> | undefined
  #closed = false

  constructor(options: FolderWatchOptions) {
    this.#options = options
  }

  start(): Promise<void> {
    this.#started ??= this.#start()
    return this.#started
  }

  async #start(): Promise<void> {
    const { dir, rescan, settle, hearAfter } = this.#options
    const found = await stat(dir).catch((cause) => {
      throw argumentInvalid(`The folder "${dir}" can't be watched: it is not there.`, {
        hint: 'Make the folder before the kernel starts; it may be empty.',
        cause,
      })
    })
    if (!found.isDirectory())
      throw argumentInvalid(`"${dir}" can't be watched: it is no folder.`, {
        hint: 'Name the folder that holds the connectors.',
      })
    await this.lookAtAll()
    this.#every(rescan, () => this.lookAtAll())
    // Hearing of thousands of folders takes a while to begin: what happens until then is found by a look after it.
    void Promise.resolve(hearAfter).finally(() => {
      void this.#notice()
      this.#every(settle, () => this.#notice())
    })
  }

  /** Examines every entry, in the order of their names. */
  lookAtAll(): Promise<void> {
    this.#queuedLook ??= this.#queue(async () => {
      this.#queuedLook = undefined
      const listed = await this.#list()
      const names = this.#names(listed)
      const unknown = await this.#sweep(names, listed)
      for (const name of names) {
        if (this.#closed) return
        if (unknown === undefined || unknown.has(name)) await this.#entry(name).look()
        else this.#passOver(name)
      }
      this.#forgetGone()
    })
    return this.#queuedLook
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const timer of this.#timers) clearInterval(timer)
    await this.#started?.catch(() => {})
    await this.#last
    await this.#events?.close()
    await Promise.all([...this.#entries.values()].map((entry) => entry.close()))
  }

  async #sweep(names: readonly string[], listed: Listed): Promise<ReadonlySet<string> | undefined> {
    const { dir, sweep, log } = this.#options
    if (this.#closed) return undefined
    const entries = names.map((name) => {
      const kind = listed.get(name)
      return { name, path: pathIn(dir, name), ...(kind && { kind }) }
    })
    return sweep?.(entries).catch((error) => {
      log.error(`The folder "${dir}" is looked at entry by entry.`, { error })
      return undefined
    })
  }

  /** Whatever took the folder's name (a swap, another target of a link) is heard instead. */
  #notice(): Promise<void> {
    return this.#queue(async () => {
      if (this.#closed || (await this.#identity()) === this.#heard) return
      await this.#hear()
      void this.#events?.ready.then(() => (this.#closed ? undefined : this.lookAtAll()))
    })
  }

  async #hear(): Promise<void> {
    const { dir, log } = this.#options
    await this.#events?.close()
    this.#events = undefined
    this.#heard = undefined
    const identity = await this.#identity()
    if (identity === undefined || this.#closed) return
    const hint = (name: string | null): void => this.#hint(name)
    this.#events = await hearFolder({ dir: await realpath(dir), log, hint })
    this.#heard = identity
  }

  #hint(name: string | null): void {
    if (this.#closed) return
    if (name === null) void this.lookAtAll()
    else if (!isIgnoredName(name)) this.#entry(name).touch()
  }

  async #identity(): Promise<string | undefined> {
    const found = await stat(this.#options.dir).catch(() => undefined)
    return found && `${found.dev}:${found.ino}:${found.birthtimeMs}`
  }

  /** What is there. A folder that can't be listed says nothing about what it holds. */
  async #list(): Promise<Listed> {
    const { dir, log } = this.#options
    const found = await readdir(dir, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') log.warn(`The folder "${dir}" can't be listed.`, { error })
      return []
    })
    return new Map(found.filter(({ name }) => !isIgnoredName(name)).map((one) => [one.name, kindOf(one)]))
  }

  /** What is there, and what was. */
  #names(listed: Listed): string[] {
    return [...new Set([...listed.keys(), ...this.#entries.keys(), ...this.#passed])].sort()
  }

  #passOver(name: string): void {
    const entry = this.#entries.get(name)
    if (entry === undefined) this.#passed.add(name)
    else entry.passOver()
  }

  #entry(name: string): EntryWatch {
    let entry = this.#entries.get(name)
    if (entry === undefined) {
      entry = new EntryWatch({ name, path: pathIn(this.#options.dir, name) }, this.#options)
      this.#entries.set(name, entry)
      if (this.#passed.delete(name)) entry.passOver()
    }
    return entry
  }

  #forgetGone(): void {
    for (const [name, entry] of this.#entries) if (entry.isGone) this.#entries.delete(name)
  }

  #queue(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last
      .then(work)
      .catch((error) => this.#options.log.error('A look at a watched folder failed.', { error }))
    return this.#last
  }

  #every(milliseconds: number, work: () => Promise<void>): void {
    if (!this.#closed) this.#timers.push(setInterval(() => void work(), milliseconds))
  }
}

type Listed = ReadonlyMap<string, WatchedEntry['kind']>

function kindOf(found: Dirent): WatchedEntry['kind'] {
  if (found.isDirectory()) return 'folder'
  return found.isFile() ? 'file' : undefined
}

/** The folder is absolute and normal, and so is a name: joining thousands properly takes milliseconds. */
function pathIn(dir: string, name: string): string {
  return dir.endsWith(sep) ? `${dir}${name}` : `${dir}${sep}${name}`
}
