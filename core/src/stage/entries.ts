import type { ConnectorId, Scope } from '../model/index.ts'
import type { Candidate, Draft } from './candidate.ts'

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
  /** Refused because another entry owns its id: taken up when that one goes. */
  readonly refused?: Candidate | Draft
}

export interface Entries {
  get(place: Place): Entry | undefined
  set(place: Place, entry: Entry): void
  delete(place: Place): void
  /** The first entry that was refused because of this id. */
  heir(scope: Scope, connector: ConnectorId): Heir | undefined
}

export type Heir = Entry & { readonly refused: Candidate | Draft }

export function createEntries(): Entries {
  const entries = new Map<string, Entry>()
  return {
    get: (place) => entries.get(keyOf(place)),
    set: (place, entry) => void entries.set(keyOf(place), entry),
    delete: (place) => void entries.delete(keyOf(place)),
    heir(scope, connector) {
      for (const { refused, ...entry } of entries.values())
        if (refused?.model.id === connector && refused.scope === scope) return { ...entry, refused }
      return undefined
    },
  }
}

export const keyOf = ({ scope, path }: Place): string => `${scope}\n${path}`
