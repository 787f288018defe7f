import type { Clock } from '../model/index.ts'

/** What was fetched for somebody, for a while: what is asked for again meanwhile is not fetched again. */
export interface Kept<Value> {
  /** What is kept under the key, else what `make` answers; a promise is shared by all who ask meanwhile. */
  get(key: string, make: () => Value): Value
  forget(key: string, value: Value): void
}

export interface KeptOptions {
  readonly clock: Pick<Clock, 'now'>
  /** So many values; the one that was not asked for the longest goes first. */
  readonly most: number
  /** Milliseconds from when it was made. */
  readonly lasts: number
}

export function createKept<Value>({ clock, most, lasts }: KeptOptions): Kept<Value> {
  const entries = new Map<string, { readonly value: Value; readonly made: number }>()
  return {
    get(key, make) {
      const known = entries.get(key)
      entries.delete(key)
      const now = clock.now()
      const entry = known !== undefined && now - known.made < lasts ? known : { value: make(), made: now }
      entries.set(key, entry)
      for (const oldest of entries.keys()) if (entries.size > most) entries.delete(oldest)
      return entry.value
    },
    forget(key, value) {
      if (entries.get(key)?.value === value) entries.delete(key)
    },
  }
}
