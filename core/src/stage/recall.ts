import type { Sight } from '../load/index.ts'
import { type ConnectorId, revisionId, type Scope } from '../model/index.ts'
import type { IndexedEntry } from '../store/index.ts'
import { fail, type IntakeRoom } from './intake-room.ts'

export interface Sighted {
  /** Absolute path of an entry. */
  readonly path: string
  readonly sight: Sight | null
}

/**
 * Takes up what a process before knew of entries that are as they were then; answers the paths of those that have to be
 * read. What served goes on to, what was dormant is so again, what failed is told of again.
 */
export async function recall(
  room: IntakeRoom,
  scope: Scope,
  sighted: readonly Sighted[],
): Promise<ReadonlySet<string>> {
  await room.index.load(scope)
  const owners = new Map((await room.store.tables.owners.list(scope)).map((one) => [one.connector, one.path]))
  const serving = new Set(room.register.connectors(scope))
  const toRead = new Set<string>()
  for (const { path, sight } of sighted) {
    const place = { scope, path }
    const entry = room.index.unchanged(place, sight)
    if (entry === undefined || !takeUp(room, entry, { owners, serving })) toRead.add(path)
  }
  return toRead
}

interface Known {
  readonly owners: ReadonlyMap<ConnectorId, string>
  /** What serves somebody. */
  readonly serving: ReadonlySet<ConnectorId>
}

function takeUp(room: IntakeRoom, entry: IndexedEntry, { owners, serving }: Known): boolean {
  const { scope, path, digest, connector, outcome, problems = [] } = entry
  const place = { scope, path }
  if (outcome === 'nothing') return true
  if (outcome === 'failed') {
    room.entries.set(place, { digest, connector: null })
    fail(room, place, { connector, problems })
    return true
  }
  const owner = connector === null ? undefined : owners.get(connector)
  if (connector === null || owner === undefined) return false
  if (outcome === 'refused' && owner !== path) {
    room.entries.set(place, { digest, connector: null, refused: connector })
    fail(room, place, { connector, problems })
    return true
  }
  if (owner !== path) return false
  const stands =
    outcome === 'served' ? stillServes(room, entry) : outcome === 'dormant' && sleepsOn(room, entry, serving)
  if (stands) room.entries.set(place, { digest, connector })
  return stands
}

/** To everybody, as the entry is: what is held, or kept from somebody, is weighed again. */
function stillServes({ register }: IntakeRoom, { scope, connector, digest }: IndexedEntry): boolean {
  if (connector === null || register.overridden(scope, connector).length > 0) return false
  const serving = register.summaryIn(scope, connector, null)
  return serving?.id === revisionId(digest) && serving.extends === undefined
}

function sleepsOn(
  { register, drafts, recalled }: IntakeRoom,
  entry: IndexedEntry,
  serving: ReadonlySet<ConnectorId>,
): boolean {
  const { scope, path, connector, digest, about } = entry
  if (connector === null || about === undefined || serving.has(connector)) return false
  if (drafts.extending(connector).length > 0) return false
  const dormant = { scope, connector, path, revision: revisionId(digest), ...about }
  register.dormants.set(dormant)
  recalled.push(dormant)
  return true
}
