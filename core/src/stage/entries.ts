import type { ConnectorId, Scope } from '../model/index.ts'

/** Where a connector comes from: an entry of a folder that is watched for a scope (several may watch the same folder). */
export interface Place {
  readonly scope: Scope
  /** Absolute. */
  readonly path: string
}

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
  const entries = new Map<string, Entry & Place>()
  return {
    get: (place) => entries.get(keyOf(place)),
    set: ({ scope, path }, entry) => void entries.set(keyOf({ scope, path }), { scope, path, ...entry }),
    delete: (place) => void entries.delete(keyOf(place)),
    heir(scope, connector) {
      for (const entry of entries.values())
        if (entry.refused === connector && entry.scope === scope) return { scope, path: entry.path }
      return undefined
    },
  }
}

export const keyOf = ({ scope, path }: Place): string => `${scope}\n${path}`
