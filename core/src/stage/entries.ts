import type { ConnectorId, Scope } from '../model/index.ts'
import type { Place } from './place.ts'
import { PlaceMap } from './place-map.ts'

/** What an entry last came to, so that the same bytes are looked at once. */
export interface Entry {
  readonly digest: string
  /** What it gave last; a broken edit changes nothing about that. */
  readonly connector: ConnectorId | null
  /** The id that it says and another entry owns: taken up when that one goes. */
  readonly refused?: ConnectorId
}

export interface Entries {
  get(place: Place): Entry | undefined
  set(place: Place, entry: Entry): void
  delete(place: Place): void
  /** The first entry that was refused because of this id. */
  heir(scope: Scope, connector: ConnectorId): Place | undefined
}

export function createEntries(): Entries {
  const entries = new PlaceMap<Entry & Place>()
  return {
    get: (place) => entries.get(place),
    set: ({ scope, path }, entry) => entries.set({ scope, path }, { scope, path, ...entry }),
    delete: (place) => void entries.delete(place),
    heir(scope, connector) {
      for (const entry of entries.values())
        if (entry.refused === connector && entry.scope === scope) return { scope, path: entry.path }
      return undefined
    },
  }
}
