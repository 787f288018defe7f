import { diffConnectors } from '../diff/index.ts'
import type { ConnectorId, Problem, Revision, Scope } from '../model/index.ts'
import type { Candidate, Reading } from './candidate.ts'
import { stage } from './stage.ts'
import type { StageRoom } from './stage-room.ts'

/** `first`: just noticed; `settled`: read again after it had been quiet for a while. */
export type Pass = 'first' | 'settled'

export interface Intake {
  /** Runs `work` when nothing is being taken: decisions and readings never overlap. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value>
  /** Stages what was read, or answers `again`: too early to tell whether the file is whole. */
  take(scope: Scope, reading: Reading, pass: Pass): Promise<'done' | 'again'>
  /** An entry of a folder is gone for good. */
  gone(scope: Scope, path: string): Promise<void>
  /** After everything was read once: what went away while nobody watched is gone, what stayed as it was is ready. */
  settle(): Promise<void>
}

export interface IntakeRoom extends StageRoom {
  /** Whether the entry is still there. */
  exists(path: string): Promise<boolean>
}

/** What one entry of a folder last came to, so that the same bytes are looked at once. */
interface Entry {
  readonly digest: string
  readonly connector: ConnectorId | null
  /** Refused because another entry owns its id: taken up when that one goes. */
  readonly refused?: Candidate
}

/** Takes readings one at a time: what comes in together is compared with what came before it. */
export function createIntake(room: IntakeRoom): Intake {
  const entries = new Map<string, Entry>()
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  async function take(scope: Scope, reading: Reading, pass: Pass): Promise<'done' | 'again'> {
    const before = entries.get(reading.path)
    if (before?.digest === reading.digest && before.refused === undefined) return 'done'
    if (pass === 'first' && needsSecondLook(room, reading, before)) return 'again'
    const { candidate, path, digest } = reading
    if (candidate === null) {
      entries.set(path, { digest, connector: before?.connector ?? null })
      fail(scope, reading, reading.connectorId, reading.problems)
      return 'done'
    }
    const owner = await ownerOf(candidate)
    if (owner !== null) {
      if (before?.digest !== digest) fail(scope, reading, candidate.model.id, [claimed(candidate, owner)])
      entries.set(path, { digest, connector: null, refused: candidate })
      return 'done'
    }
    entries.set(path, { digest, connector: candidate.model.id })
    await room.store.tables.owners.put(scope, candidate.model.id, path)
    for (const problem of reading.problems) room.log.warn(problem.message, { ...problem })
    await stage(room, { scope, connector: candidate.model.id, candidate })
    if (before?.connector != null && before.connector !== candidate.model.id)
      await release(scope, before.connector, path)
    return 'done'
  }

  /** The other entry that owns the candidate's id, if it still does. */
  async function ownerOf({ scope, model, owner }: Candidate): Promise<string | null> {
    const stored = await room.store.tables.owners.get(scope, model.id)
    if (stored === undefined || stored === owner || !(await room.exists(stored))) return null
    const known = entries.get(stored)
    return known === undefined || known.connector === null || known.connector === model.id ? stored : null
  }

  /** An id that no longer comes from `path`: whoever was refused for it takes over, else it is removed. */
  async function release(scope: Scope, connector: ConnectorId, path: string): Promise<void> {
    if ((await room.store.tables.owners.get(scope, connector)) !== path) return
    for (const [heir, { refused, digest }] of entries) {
      if (refused?.model.id !== connector || refused.scope !== scope) continue
      entries.set(heir, { digest, connector })
      return stage(room, { scope, connector, candidate: refused })
    }
    await stage(room, { scope, connector, candidate: null })
  }

  async function gone(scope: Scope, path: string): Promise<void> {
    entries.delete(path)
    for (const owned of await room.store.tables.owners.list(scope))
      if (owned.path === path) await release(scope, owned.connector, path)
  }

  const before = servedAtStart(room)
  async function settle(): Promise<void> {
    for (const { scope, connector } of before) {
      const path = await room.store.tables.owners.get(scope, connector)
      if (path !== undefined && !(await room.exists(path))) await gone(scope, path)
    }
    for (const { scope, connector, revision } of before)
      if (room.register.activeIn(scope, connector, null)?.id === revision.id)
        room.notifier.emit('connector:ready', { connector, scope, version: revision.version, revision: revision.id })
  }

  function fail(scope: Scope, { path }: Reading, connector: ConnectorId | null, problems: readonly Problem[]): void {
    room.notifier.emit('connector:failed', { connector, scope, path, problems })
  }

  return {
    inTurn,
    take: (scope, reading, pass) => inTurn(() => take(scope, reading, pass)),
    gone: (scope, path) => inTurn(() => gone(scope, path)),
    settle: () => inTurn(settle),
  }
}

interface Served {
  readonly scope: Scope
  readonly connector: ConnectorId
  readonly revision: Revision
}

/** What the store says serves by default, as it was when the kernel started. */
function servedAtStart({ register }: IntakeRoom): readonly Served[] {
  return register.scopes().flatMap((scope) =>
    register.connectors(scope).flatMap((connector) => {
      const revision = register.activeIn(scope, connector, null)
      return revision === undefined ? [] : [{ scope, connector, revision }]
    }),
  )
}

/**
 * Half a manifest may well be a valid one with operations missing. So what can't be read, what was not there before and
 * what takes anything away is read again once it has been quiet; only additions go in at once.
 */
function needsSecondLook(room: IntakeRoom, { candidate }: Reading, before: Entry | undefined): boolean {
  if (candidate === null) return true
  const { scope, model } = candidate
  if (before?.connector != null && before.connector !== model.id) return true
  const base = room.register.activeIn(scope, model.id, null)
  return base === undefined || diffConnectors(base.model, model).some((change) => change.level !== 'safe')
}

function claimed({ model, owner }: Candidate, by: string): Problem {
  return {
    code: 'connector-claimed',
    message: `Connector "${model.id}" is already owned by ${by}.`,
    file: owner,
    hint: 'Give one of them another id, or remove one.',
  }
}
