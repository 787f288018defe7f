import type { ConnectorId, KernelEvents, Problem, Scope } from '../model/index.ts'
import { type Candidate, type Draft, isDraft, type Reading } from './candidate.ts'
import { createEntries, type Entry, type Place } from './entries.ts'
import { needsSecondLook } from './needs-second-look.ts'
import { servedByDefault } from './served-by-default.ts'
import { stage } from './stage.ts'
import type { StageRoom } from './stage-room.ts'
import { arrivalOf, extensionSubject, problemsOf, removalOf } from './subject.ts'

/** `first`: just noticed; `settled`: read again after it had been quiet for a while. */
export type Pass = 'first' | 'settled'

export interface Intake {
  /** Runs `work` when nothing is being taken: decisions and readings never overlap. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value>
  /** Stages what was read, or answers `again`: too early to tell whether the file is whole. */
  take(scope: Scope, reading: Reading, pass: Pass): Promise<'done' | 'again'>
  /** An entry of a folder is gone for good. */
  gone(place: Place): Promise<void>
  /** After everything was read once: what went away while nobody watched is gone, what stayed as it was is ready. */
  settle(): Promise<void>
}

export interface IntakeRoom extends StageRoom {
  /** Whether an entry is still there, in a folder that is watched for its scope. */
  exists(place: Place): Promise<boolean>
}

/** Takes readings one at a time: what comes in together is compared with what came before it. */
export function createIntake(room: IntakeRoom): Intake {
  const { owners } = room.store.tables
  const entries = createEntries()
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  async function take(scope: Scope, reading: Reading, pass: Pass): Promise<'done' | 'again'> {
    const { candidate, path, digest, problems } = reading
    const place = { scope, path }
    const before = entries.get(place)
    if (before?.digest === digest && before.refused === undefined) return 'done'
    if (pass === 'first' && needsSecondLook(room.register, reading, before)) return 'again'
    const connector = before?.connector ?? null
    if (candidate === null) {
      entries.set(place, { digest, connector })
      fail(place, { connector: reading.connectorId ?? connector ?? (await ownedBy(place)), problems })
      return 'done'
    }
    const owner = await ownerOf(candidate)
    if (owner !== null) {
      entries.set(place, { digest, connector, refused: candidate })
      if (before?.digest !== digest)
        fail(place, { connector: candidate.model.id, problems: [claimed(candidate, owner)] })
      return 'done'
    }
    for (const problem of problems) room.log.warn(problem.message, { ...problem })
    await enter(candidate, { digest, connector })
    return 'done'
  }

  /** The entry owns its id from now on, and gives up the one that it had before. */
  async function enter(candidate: Candidate | Draft, { digest, connector: previous }: Entry): Promise<void> {
    const { scope, owner: path, model } = candidate
    if ((await owners.get(scope, model.id)) !== path) await owners.put(scope, model.id, path)
    if (isDraft(candidate)) await enterExtension(candidate)
    else {
      room.drafts.delete(scope, model.id)
      await stage(room, arrivalOf(candidate))
    }
    entries.set({ scope, path }, { digest, connector: model.id })
    if (previous !== null && previous !== model.id) await release(previous, { scope, path })
  }

  /** One that does not fit its base, or has none yet, waits for another. */
  async function enterExtension(draft: Draft): Promise<void> {
    room.drafts.set(draft)
    if (settled) tell(draft)
    await stage(room, extensionSubject(room.register, draft))
  }

  function tell(draft: Draft): void {
    const { scope, owner: path, model } = draft
    const problems = problemsOf(room.register, draft)
    if (problems.some(({ severity }) => severity !== 'warning'))
      fail({ scope, path }, { connector: model.id, problems })
    else for (const problem of problems) room.log.warn(problem.message, { ...problem })
  }

  /** The other entry that owns the candidate's id, if it still does. */
  async function ownerOf({ scope, model, owner }: Candidate | Draft): Promise<string | null> {
    const path = await owners.get(scope, model.id)
    if (path === undefined || path === owner || !(await room.exists({ scope, path }))) return null
    return gave({ scope, path }, model.id) ? null : path
  }

  /** Whether the entry is known to give another connector than this one. */
  function gave(place: Place, other: ConnectorId): boolean {
    const connector = entries.get(place)?.connector ?? null
    return connector !== null && connector !== other
  }

  async function ownedBy({ scope, path }: Place): Promise<ConnectorId | null> {
    return (await owners.list(scope)).find((owned) => owned.path === path)?.connector ?? null
  }

  /** An id that no longer comes from an entry: whoever was refused for it takes over, else it is removed. */
  async function release(connector: ConnectorId, { scope, path }: Place): Promise<void> {
    if ((await owners.get(scope, connector)) !== path) return
    const heir = entries.heir(scope, connector)
    room.drafts.delete(scope, connector)
    if (heir !== undefined) await enter(heir.refused, heir)
    else await stage(room, removalOf(scope, connector))
  }

  async function gone(place: Place): Promise<void> {
    entries.delete(place)
    for (const { connector, path } of await owners.list(place.scope))
      if (path === place.path) await release(connector, place)
  }

  /** Also what serves nobody: it may be held for everybody who would have it. */
  async function owned(): Promise<readonly (Place & { readonly connector: ConnectorId })[]> {
    const all = room.register.scopes().map(async (scope) => {
      return (await owners.list(scope)).map(({ connector, path }) => ({ scope, connector, path }))
    })
    return (await Promise.all(all)).flat()
  }

  /** Whether everything was read once: until then, what an extension waits for may be about to be read. */
  let settled = false
  const before = servedByDefault(room.register)
  async function settle(): Promise<void> {
    for (const { scope, connector, path } of await owned()) {
      const place = { scope, path }
      if (!(await room.exists(place))) await gone(place)
      else if (gave(place, connector)) await release(connector, place)
    }
    settled = true
    for (const draft of room.drafts.all()) tell(draft)
    for (const { scope, connector, revision } of before)
      if (room.register.activeIn(scope, connector, null)?.id === revision.id)
        room.notifier.emit('connector:ready', { connector, scope, version: revision.version, revision: revision.id })
  }

  function fail(place: Place, failure: Pick<KernelEvents['connector:failed'], 'connector' | 'problems'>): void {
    room.notifier.emit('connector:failed', { ...place, ...failure })
  }

  return {
    inTurn,
    take: (scope, reading, pass) => inTurn(() => take(scope, reading, pass)),
    gone: (place) => inTurn(() => gone(place)),
    settle: () => inTurn(settle),
  }
}

function claimed({ model, owner }: Candidate | Draft, by: string): Problem {
  return {
    code: 'connector-claimed',
    message: `Connector "${model.id}" is already owned by ${by}.`,
    file: owner,
    hint: 'Give one of them another id, or remove one.',
  }
}
