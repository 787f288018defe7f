import { isRacy, type Sight } from '../load/index.ts'
import type { ConnectorId, Scope } from '../model/index.ts'
import type { IndexedEntry, Store, Tables } from '../store/index.ts'
import type { Place } from './place.ts'
import { PlaceMap } from './place-map.ts'

/** What entries came to when they were last read, also by a process before: what did not change since is not read. */
export interface EntryIndex {
  /** Reads what the store knows of a scope, once. */
  load(scope: Scope): Promise<void>
  get(place: Place): IndexedEntry | undefined
  /**
   * What an entry came to, if nothing of it changed since as far as the file system tells, and the same formats look at
   * it.
   */
  unchanged(place: Place, sight: Sight | null): IndexedEntry | undefined
  /** Within a transaction, with its tables; then `remember` follows its commit. */
  put(entries: readonly IndexedEntry[], tables?: Tables): Promise<void>
  remember(entries: readonly IndexedEntry[]): void
  remove(places: readonly Place[]): Promise<void>
  /** All that was read of the store, or came since. */
  all(): readonly IndexedEntry[]
  /** An entry as it is kept; `null` where nothing could tell that it changed. */
  entryOf(place: Place, came: Outcome): IndexedEntry | null
}

export interface Outcome extends Pick<IndexedEntry, 'digest' | 'outcome' | 'about' | 'problems'> {
  readonly connector: ConnectorId | null
  readonly sight: Sight | null
}

export interface EntryIndexOptions {
  readonly store: Store
  /** Names what looks at a scope's entries: formats with their versions, and what else has a say. */
  readerName(scope: Scope): string
}

export function createEntryIndex({ store, readerName }: EntryIndexOptions): EntryIndex {
  const { entries: table } = store.tables
  const scopes = new Map<Scope, Promise<void>>()
  const known = new PlaceMap<IndexedEntry>()

  async function read(scope: Scope): Promise<void> {
    for (const entry of await table.list(scope)) known.set(entry, entry)
  }
  function remember(entries: readonly IndexedEntry[]): void {
    for (const entry of entries) known.set(entry, entry)
  }
  return {
    load(scope) {
      const loaded = scopes.get(scope) ?? read(scope)
      scopes.set(scope, loaded)
      return loaded
    },
    get: (place) => known.get(place),
    unchanged(place, sight) {
      const entry = known.get(place)
      if (entry === undefined || sight === null || entry.signature !== sight.signature) return undefined
      return isRacy({ at: entry.at, youngest: sight.youngest }) || entry.reader !== readerName(place.scope)
        ? undefined
        : entry
    },
    async put(entries, tables) {
      await (tables?.entries ?? table).put(entries)
      if (tables === undefined) remember(entries)
    },
    remember,
    async remove(places) {
      for (const place of places) {
        if (known.delete(place)) await table.remove(place.scope, [place.path])
      }
    },
    all: () => known.values(),
    entryOf({ scope, path }, { sight, ...came }) {
      if (sight === null) return null
      return { scope, path, reader: readerName(scope), signature: sight.signature, at: sight.at, ...came }
    },
  }
}
