import { type ConnectorId, type Revision, revisionId, type Scope } from '../model/index.ts'
import type { IndexedEntry } from '../store/index.ts'
import { type Candidate, isDraft, type Reading } from './candidate.ts'
import type { IntakeRoom } from './intake-room.ts'
import { revisionOf } from './subject.ts'

/** Connectors that nobody ever used, so that there is nothing to weigh: they come in together, in one transaction. */
export interface Newcomers {
  /** Whether it is one, beside those that came before it. */
  fits(reading: Reading): boolean
  add(reading: Reading): void
  /** Lets in those that were added. */
  enter(): Promise<void>
}

export async function newcomers(room: IntakeRoom, scope: Scope): Promise<Newcomers> {
  const { register, store, drafts } = room
  const owners = new Map((await store.tables.owners.list(scope)).map((one) => [one.connector, one.path]))
  const needed = await store.tables.dependents.connectors()
  const extended = new Set(register.extensions().flatMap((one) => basesOf(room, one)))
  const serving = new Set(register.connectors(scope))
  let waiting: Reading[] = []

  function isFree(connector: ConnectorId, path: string): boolean {
    if (serving.has(connector) || needed.has(connector) || extended.has(connector)) return false
    if (register.dormants.get(scope, connector) !== undefined || drafts.extending(connector).length > 0) return false
    return owners.get(connector) === undefined || owners.get(connector) === path
  }

  return {
    fits(reading) {
      const { candidate, peeked, path, connectorId } = reading
      const before = room.entries.get({ scope, path }) ?? room.index.get({ scope, path })
      if (connectorId === null || (before?.connector ?? connectorId) !== connectorId) return false
      if (peeked === undefined && (candidate === null || isDraft(candidate))) return false
      return isFree(connectorId, path)
    },
    add(reading) {
      owners.set(reading.connectorId ?? '', reading.path)
      serving.add(reading.connectorId ?? '')
      waiting.push(reading)
    },
    async enter() {
      const entering = waiting
      waiting = []
      if (entering.length > 0) await enterTogether(room, scope, entering)
    },
  }
}

/** What an extension extends, for whomever. */
function basesOf(
  { register }: IntakeRoom,
  { scope, connector }: { readonly scope: Scope; readonly connector: ConnectorId },
): readonly (ConnectorId | undefined)[] {
  const whose = [null, ...register.overridden(scope, connector)]
  return whose.map((organisation) => register.summaryIn(scope, connector, organisation)?.about.extends)
}

async function enterTogether(room: IntakeRoom, scope: Scope, readings: readonly Reading[]): Promise<void> {
  const { store, index, register, notifier, entries, log } = room
  const rows = readings.flatMap((reading) => rowOf(room, scope, reading) ?? [])
  const revisions = readings.flatMap(({ candidate }) => (isWhole(candidate) ? [revisionOf(candidate)] : []))
  await store.transaction('introduce', async (tables) => {
    await tables.owners.putAll(
      scope,
      readings.map(({ connectorId, path }) => ({ connector: connectorId ?? '', path })),
    )
    for (const revision of revisions) {
      await tables.revisions.put(revision)
      await tables.active.set({ scope, connector: revision.connector, organisation: null, revision: revision.id })
    }
    await index.put(rows, tables)
  })
  index.remember(rows)
  if (revisions.length > 0) await register.refresh()
  for (const { path, digest, connectorId, peeked, problems } of readings) {
    entries.set({ scope, path }, { digest, connector: connectorId })
    for (const problem of problems) log.warn(problem.message, { ...problem })
    if (peeked === undefined) continue
    const { id: connector, version, about } = peeked
    register.dormants.set({ scope, connector, path, version, about, revision: revisionId(digest) })
  }
  for (const { connector, version, revision } of readings.map((reading) => nameOf(reading)))
    notifier.emit('connector:ready', { connector, scope, version, revision })
}

function isWhole(candidate: Reading['candidate']): candidate is Candidate {
  return candidate !== null && !isDraft(candidate)
}

function nameOf({
  candidate,
  peeked,
  digest,
  connectorId,
}: Reading): Pick<Revision, 'connector' | 'version'> & { readonly revision: Revision['id'] } {
  const version = peeked?.version ?? candidate?.model.version ?? ''
  return { connector: connectorId ?? '', version, revision: revisionId(digest) }
}

function rowOf(room: IntakeRoom, scope: Scope, reading: Reading): IndexedEntry | null {
  const { path, digest, connectorId: connector, peeked, sight } = reading
  const about = peeked && { version: peeked.version, about: peeked.about }
  const outcome = peeked === undefined ? 'served' : 'dormant'
  return room.index.entryOf({ scope, path }, { digest, connector, outcome, sight, ...(about && { about }) })
}
