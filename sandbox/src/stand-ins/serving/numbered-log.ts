const capacity = 10_000
const longestWait = 60_000

export type Numbered<T> = T & {
  /** Counts from 1. */
  readonly number: number
}

export interface AfterOptions {
  /** Only entries with a greater number. @default 0 */
  readonly after?: number
  /** How long to wait for one, in milliseconds, at most a minute. @default 0 */
  readonly wait?: number
}

/** Entries that can be read again and waited for; the oldest are dropped beyond ten thousand. */
export class NumberedLog<T extends object> {
  readonly #entries: Numbered<T>[] = []
  readonly #waiting = new Set<() => void>()
  #count = 0
  #closed = false

  add(entry: T): void {
    this.#count += 1
    this.#entries.push({ ...entry, number: this.#count })
    if (this.#entries.length > capacity) this.#entries.shift()
    this.#wakeAll()
  }

  /** Empty when none came in time. */
  async after({ after = 0, wait = 0 }: AfterOptions = {}): Promise<Numbered<T>[]> {
    const deadline = Date.now() + Math.min(wait, longestWait)
    while (!this.#closed && this.#count <= after && Date.now() < deadline) {
      await this.#nextEntry(deadline - Date.now())
    }
    return this.#entries.filter((entry) => entry.number > after)
  }

  /** Ends every wait, now and later. */
  close(): void {
    this.#closed = true
    this.#wakeAll()
  }

  #wakeAll(): void {
    for (const wake of [...this.#waiting]) wake()
  }

  #nextEntry(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, milliseconds)
      this.#waiting.add(wake)
    })
  }
}
