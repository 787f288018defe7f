import { type ConnectorId, isError, type Problem, type Scope } from '../model/index.ts'
import type { IndexedEntry } from '../store/index.ts'
import { type Candidate, type Draft, isDraft, type Reading } from './candidate.ts'
import { claimed } from './claimed.ts'
import type { Entry } from './entries.ts'
import { brokenKey, fail, type IntakeRoom } from './intake-room.ts'
import { isOfItsFiles } from './is-of-its-files.ts'
import { needsSecondLook } from './needs-second-look.ts'
import { createOwnership } from './ownership.ts'
import type { Place } from './place.ts'
import { staged } from './staged.ts'
import { arrivalOf, extensionSubject, problemsOf, removalOf } from './subject.ts'
import type { Waking } from './waking.ts'

/** What entries come to, one at a time; within a turn. */
export interface Taking {
  /** `woken`: a dormant one is needed, whatever it was known to be. */
  take(scope: Scope, reading: Reading, pass: 'first' | 'settled' | 'woken'): Promise<'done' | 'again'>
  /** Refuses an entry whose id another one owns, whether or not it was read whole. */
  isClaimed(scope: Scope, reading: Reading): Promise<boolean>
  gone(place: Place): Promise<void>
  /** Stages what the entry of a connector has by now, or that it is gone. What can't be read changes nothing. */
  again(scope: Scope, connector: ConnectorId): Promise<void>
  /** Ends the reading of everything at the start. */
  settle(): Promise<void>
}

export function createTaking(room: IntakeRoom, waking: Pick<Waking, 'wakeBase'>): Taking {
  const { owners } = room.store.tables
  const { entries, index, register, broken } = room
  const { dormants } = register
  const { ownerOf, gave, ownedBy, owned } = createOwnership(room)

  async function take(scope: Scope, reading: Reading, pass: 'first' | 'settled' | 'woken'): Promise<'done' | 'again'> {
    const { candidate, path, digest, problems } = reading
    const place = { scope, path }
    const before = entries.get(place)
    if (reading.isNothing) {
      await note(place, reading, { connector: null, outcome: 'nothing' })
      return 'done'
    }
    if (pass !== 'woken' && before?.digest === digest && before.refused === undefined) {
      await confirm(place, reading)
      return 'done'
    }
    // What was known when it was looked at is not so any more.
    if (reading.isUnread) return 'again'
    if (pass === 'first' && (await needsSecondLook(register, reading, before))) return 'again'
    const connector = before?.connector ?? null
    const slept = leaveSleep(scope, connector, path)
    if (candidate === null) {
      if (await servesOn(place, reading, slept)) return 'done'
      const whose = reading.connectorId ?? connector ?? (await ownedBy(place))
      entries.set(place, { digest, connector })
      await refuse(place, { connector: whose, problems, slept })
      await note(place, reading, { connector: whose, outcome: isOfItsFiles(problems) ? 'failed' : 'other', problems })
      return 'done'
    }
    if (await isClaimed(scope, reading)) return 'done'
    for (const problem of problems) room.log.warn(problem.message, { ...problem })
    await enter(candidate, { digest, connector }, slept?.revision)
    await note(place, reading, { connector: candidate.model.id, outcome: isDraft(candidate) ? 'other' : 'served' })
    return 'done'
  }

  /** What is taken is not dormant any more, whatever becomes of it. */
  function leaveSleep(scope: Scope, connector: ConnectorId | null, path: string) {
    const dormant = connector === null ? undefined : dormants.get(scope, connector)
    if (dormant?.path !== path) return undefined
    dormants.delete(scope, dormant.connector)
    return dormant
  }

  /** An edit that can't be read of a connector that nobody read before: what it was serves on, where that is kept. */
  async function servesOn(place: Place, reading: Reading, slept: ReturnType<typeof leaveSleep>): Promise<boolean> {
    const last = slept ?? (await sleptUnderIndex(place))
    const kept = last === undefined ? null : await room.keeping.recover(place, last.connector)
    if (last === undefined || kept === null || kept.candidate === null) return false
    const { digest, problems } = reading
    const connector = kept.candidate.model.id
    await enter(kept.candidate, { digest, connector }, last.revision)
    if (problems.length > 0) fail(room, place, { connector, problems })
    await note(place, reading, { connector, outcome: isOfItsFiles(problems) ? 'failed' : 'other', problems })
    return true
  }

  /** What an entry was for a process before, if it was dormant then and the id is still its own. */
  async function sleptUnderIndex(place: Place) {
    const connector = sleptBefore(place)?.connector ?? null
    return connector !== null && (await ownedBy(place)) === connector ? { connector, revision: undefined } : undefined
  }

  interface Refusal {
    readonly connector: ConnectorId | null
    readonly problems: readonly Problem[]
    readonly slept: ReturnType<typeof leaveSleep>
  }

  async function refuse(place: Place, { connector, problems, slept }: Refusal): Promise<void> {
    if (slept !== undefined) {
      broken.set(brokenKey(place.scope, slept.connector), problems)
      room.notifier.emit('connector:removed', { connector: slept.connector, scope: place.scope })
    }
    if (problems.length > 0 || slept !== undefined) fail(room, place, { connector, problems })
  }

  type Came = Pick<IndexedEntry, 'connector' | 'outcome' | 'problems'>

  /** Remembers what it came to, for the next look and for the next start. */
  async function note(place: Place, { digest, sight }: Reading, came: Came): Promise<void> {
    const entry = index.entryOf(place, { digest, sight, ...came })
    if (entry === null) await index.remove([place])
    else await index.put([entry])
  }

  /** The same bytes with other times: from now on these tell. */
  async function confirm(place: Place, { sight }: Reading): Promise<void> {
    const known = index.get(place)
    if (known !== undefined && sight !== null) await index.put([{ ...known, signature: sight.signature, at: sight.at }])
  }

  /** The entry owns its id from now on, and gives up the one that it had before. */
  async function enter(
    candidate: Candidate | Draft,
    { digest, connector: previous }: Entry,
    told?: string,
  ): Promise<void> {
    const { scope, owner: path, model } = candidate
    if ((await owners.get(scope, model.id)) !== path) await owners.put(scope, model.id, path)
    broken.delete(brokenKey(scope, model.id))
    if (isDraft(candidate)) await enterExtension(candidate)
    else {
      room.drafts.delete(scope, model.id)
      await staged(room, arrivalOf(candidate, { isToldReady: told === candidate.id }))
    }
    entries.set({ scope, path }, { digest, connector: model.id })
    if (previous !== null && previous !== model.id) await release(previous, { scope, path })
  }

  /** One that does not fit its base, or has none yet, waits for another. */
  async function enterExtension(draft: Draft): Promise<void> {
    await waking.wakeBase(draft.scope, draft.model.extends ?? '')
    room.drafts.set(draft)
    if (settled) await tell(draft)
    await staged(room, extensionSubject(register, draft))
  }

  async function tell(draft: Draft): Promise<void> {
    const { scope, owner: path, model } = draft
    const problems = await problemsOf(register, draft)
    if (problems.some(isError)) fail(room, { scope, path }, { connector: model.id, problems })
    else for (const problem of problems) room.log.warn(problem.message, { ...problem })
  }

  /** Refuses an entry whose id another one owns. */
  async function isClaimed(scope: Scope, reading: Reading): Promise<boolean> {
    const { path, digest, connectorId } = reading
    const place = { scope, path }
    const owner = connectorId === null ? null : await ownerOf(place, connectorId)
    if (connectorId === null || owner === null) return false
    const before = entries.get(place)
    const problems = [claimed(connectorId, { path, by: owner })]
    entries.set(place, { digest, connector: before?.connector ?? null, refused: connectorId })
    if (before?.digest !== digest) fail(room, place, { connector: connectorId, problems })
    await note(place, reading, { connector: connectorId, outcome: 'refused', problems })
    return true
  }

  /** An id that no longer comes from an entry: whoever was refused for it takes over, else it is removed. */
  async function release(connector: ConnectorId, { scope, path }: Place): Promise<void> {
    if ((await owners.get(scope, connector)) !== path) return
    const heir = entries.heir(scope, connector)
    room.drafts.delete(scope, connector)
    broken.delete(brokenKey(scope, connector))
    const slept = leaveSleep(scope, connector, path) ?? sleptBefore({ scope, path })?.connector === connector
    if (slept) room.notifier.emit('connector:removed', { connector, scope })
    if (heir !== undefined) await inherit(heir)
    else if (slept) await owners.remove(scope, connector)
    else await staged(room, removalOf(scope, connector))
  }

  /** What was refused is read: it may be another thing by now. */
  async function inherit(place: Place): Promise<void> {
    const reading = await room.read(place)
    const { digest, candidate } = reading
    const connector = entries.get(place)?.connector ?? null
    if (candidate === null) {
      entries.delete(place)
      await take(place.scope, reading, 'settled')
      return
    }
    await enter(candidate, { digest, connector })
    await note(place, reading, { connector: candidate.model.id, outcome: isDraft(candidate) ? 'other' : 'served' })
  }

  /** Nobody has it: there is nothing to weigh. */
  function sleptBefore(place: Place): IndexedEntry | undefined {
    const entry = index.get(place)
    return entry?.outcome === 'dormant' && entries.get(place) === undefined ? entry : undefined
  }

  async function gone(place: Place): Promise<void> {
    entries.delete(place)
    for (const { connector, path } of await owners.list(place.scope))
      if (path === place.path) await release(connector, place)
    await index.remove([place])
  }

  async function again(scope: Scope, connector: ConnectorId): Promise<void> {
    const path = await owners.get(scope, connector)
    if (path === undefined) return
    if (!(await room.exists({ scope, path }))) return staged(room, removalOf(scope, connector))
    const reading = await room.read({ scope, path })
    if (reading.candidate !== null && reading.connectorId === connector) await take(scope, reading, 'woken')
  }

  /** Whether everything was read once: until then, what an extension waits for may be about to be read. */
  let settled = false
  async function settle(): Promise<void> {
    for (const { scope, connector, path } of await owned()) {
      const place = { scope, path }
      if (entries.get(place) === undefined && !(await room.exists(place))) await gone(place)
      else if (gave(place, connector)) await release(connector, place)
    }
    for (const entry of index.all())
      if (entries.get(entry) === undefined && !(await room.exists(entry))) await index.remove([entry])
    settled = true
    for (const draft of room.drafts.all()) await tell(draft)
  }

  return { take, isClaimed, gone, again, settle }
}
