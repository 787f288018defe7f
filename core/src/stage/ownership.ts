import type { ConnectorId } from '../model/index.ts'
import type { IntakeRoom } from './intake-room.ts'
import type { Place } from './place.ts'

/** Which entry owns which id, as far as that is known by now. */
export interface Ownership {
  /** The other entry that owns an id, if it still does. */
  ownerOf(place: Place, connector: ConnectorId): Promise<string | null>
  /** Whether the entry is known to give another connector than this one. */
  gave(place: Place, other: ConnectorId): boolean
  /** The id that an entry owns. */
  ownedBy(place: Place): Promise<ConnectorId | null>
  /**
   * Every id that is owned, also of what serves nobody: it may be held for everybody who would have it, or be dormant.
   */
  owned(): Promise<readonly (Place & { readonly connector: ConnectorId })[]>
}

export function createOwnership(
  room: Pick<IntakeRoom, 'store' | 'entries' | 'index' | 'register' | 'exists'>,
): Ownership {
  const { entries, index, register } = room
  const { owners } = room.store.tables

  function gave(place: Place, other: ConnectorId): boolean {
    const connector = entries.get(place)?.connector ?? null
    return connector !== null && connector !== other
  }

  return {
    gave,
    async ownerOf(place, connector) {
      const { scope } = place
      const path = await owners.get(scope, connector)
      if (path === undefined || path === place.path || !(await room.exists({ scope, path }))) return null
      return gave({ scope, path }, connector) ? null : path
    },
    async ownedBy({ scope, path }) {
      return (await owners.list(scope)).find((one) => one.path === path)?.connector ?? null
    },
    async owned() {
      const scopes = new Set([...register.scopes(), ...index.all().map(({ scope }) => scope)])
      const all = [...scopes].map(async (scope) => {
        return (await owners.list(scope)).map(({ connector, path }) => ({ scope, connector, path }))
      })
      return (await Promise.all(all)).flat()
    },
  }
}
