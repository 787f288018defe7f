import { lstat } from 'node:fs/promises'
import type { ExaminationPass, WatchedEntry, WatchOptions } from './watch-options.ts'

/** Waiting for quiet never takes longer than so many times `quiet`, however busy an entry is. */
const patience = 20

export type EntryOptions = Required<Pick<WatchOptions, 'quiet' | 'settle' | 'log' | 'examine' | 'gone'>>

type Wait = { readonly timer: NodeJS.Timeout; readonly for: 'quiet' | 'settle' }

/**
 * One entry: hints that it may have changed become examinations, one after the other. Absence counts only once it has
 * lasted: a save by rename and a swap of folders look like a removal for a moment.
 */
export class EntryWatch {
  readonly #entry: WatchedEntry
  readonly #options: EntryOptions
  #wait: Wait | undefined
  #waitingSince = 0
  #running: Promise<void> | undefined
  #touched = false
  #closed = false
  #gone = false
  #seen = false

  constructor(entry: WatchedEntry, options: EntryOptions) {
    this.#entry = entry
    this.#options = options
  }

  /** Whether it is gone and nothing happened to it since. */
  get isGone(): boolean {
    return this.#gone && this.#running === undefined && this.#wait === undefined
  }

  /** It is there, and needs no examination. */
  passOver(): void {
    this.#gone = false
    this.#seen = true
  }

  /** Something happened to it. */
  touch(): void {
    if (this.#closed) return
    if (this.#running !== undefined) this.#touched = true
    else this.#waitForQuiet()
  }

  /** Examines it at once, unless it is about to be. */
  async look(): Promise<void> {
    if (this.#closed || this.#wait?.for === 'settle') return
    if (this.#running !== undefined) return this.#running
    await this.#run('first')
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#cancel()
    await this.#running
  }

  #waitForQuiet(): void {
    const now = performance.now()
    if (this.#wait?.for !== 'quiet') this.#waitingSince = now
    const { quiet } = this.#options
    const left = this.#waitingSince + quiet * patience - now
    this.#after(Math.max(0, Math.min(quiet, left)), 'quiet', 'first')
  }

  #after(milliseconds: number, reason: Wait['for'], pass: ExaminationPass): void {
    this.#cancel()
    if (this.#closed) return
    this.#wait = { timer: setTimeout(() => void this.#run(pass), milliseconds), for: reason }
  }

  #cancel(): void {
    clearTimeout(this.#wait?.timer)
    this.#wait = undefined
  }

  #run(pass: ExaminationPass): Promise<void> {
    this.#cancel()
    this.#touched = false
    this.#running = this.#examine(pass).then((next) => {
      this.#running = undefined
      if (this.#touched) this.#waitForQuiet()
      else if (next === 'again') this.#after(this.#options.settle, 'settle', 'settled')
    })
    return this.#running
  }

  async #examine(pass: ExaminationPass): Promise<'done' | 'again'> {
    const { examine, gone, log } = this.#options
    try {
      this.#gone = false
      if (await isThere(this.#entry.path)) {
        this.#seen = true
        return await examine(this.#entry, pass)
      }
      if (this.#seen && pass === 'first') return 'again'
      this.#gone = true
      if (this.#seen) await gone(this.#entry)
      this.#seen = false
    } catch (error) {
      log.error(`Reading ${this.#entry.path} failed.`, { error })
    }
    return 'done'
  }
}

/** What can't be looked at is there: reading it will say why it can't be read. */
async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code !== 'ENOENT' && code !== 'ENOTDIR'
  }
}
