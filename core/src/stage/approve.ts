import { approvalRefused, argumentInvalid, connectorUnknown, dependentUnknown } from '../errors/index.ts'
import {
  type Binding,
  type ConnectionId,
  type Held,
  type HeldId,
  type ListenerId,
  type ReplacedDocument,
  type Revision,
  splitOperation,
} from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import { announceDecisions } from './announce.ts'
import { assertSeen } from './assert-seen.ts'
import { changeThatWaits } from './changes-at-hand.ts'
import { type CorrectedDocument, type Correction, readCorrections } from './corrections.ts'
import { type Decision, decide } from './decide.ts'
import type { DecisionRoom } from './decision-room.ts'
import { dropRevisions } from './drop-revisions.ts'
import { enterSwap } from './enter-swap.ts'
import { moveDependents } from './move.ts'
import { moveOrganisation } from './move-organisation.ts'
import { parties } from './parties.ts'
import { changed, type Part, partsOf } from './parts.ts'
import { putCorrections } from './put-corrections.ts'
import { stageExtensions } from './stage.ts'
import { heldSubject, type Subject } from './subject.ts'
import type { Swap } from './swap.ts'
import { weighedTransaction } from './weighed-transaction.ts'

export interface Approval {
  /** Who decides, for the record. */
  readonly by: string
  /** Documents of dependents that are replaced in the same transaction. */
  readonly dependents?: readonly CorrectedDocument[]
  /**
   * Lets these dependents alone go ahead, and those whose documents come with it; the change waits on for the others,
   * and both revisions serve.
   * @default all
   */
  readonly only?: readonly string[]
  /**
   * Fingerprints of the findings that were looked at: what else is broken by now refuses the approval.
   * @default those of the report that the change was held with
   */
  readonly seen?: readonly string[]
}

/**
 * Lets a held change take effect for its organisation: revisions, bindings and corrected documents in one transaction,
 * with the extensions that change with it. Runs in flight finish with what they began with. Never extends a grant:
 * connections whose credentials would go elsewhere need reauthorisation. What broke since the change was looked at
 * refuses it. Throws `change-unknown`, `change-decided`, `approval-refused`, `dependent-unknown`.
 */
export async function approve(room: DecisionRoom, id: HeldId, approval: Approval): Promise<Held> {
  const change = await changeThatWaits(room.store.tables, id)
  const subject = heldSubject(change, await target(room, change))
  const { prepared, entered } = await weighedTransaction(room, {
    label: 'approve',
    connector: change.connector,
    prepare: () => prepare(room, { change, subject, approval }),
    assertOpen: (tables) => changeThatWaits(tables, id),
    enter: (tables, deciding) => enter(room, tables, deciding),
  })
  await room.register.refresh()
  if (entered.held.state === 'approved') announce(room, prepared)
  room.refreshListeners([...new Set(entered.listeners)])
  if (entered.held.state === 'approved') await stageExtensions(room, change)
  await dropRevisions(room)
  return entered.held
}

async function target({ register }: DecisionRoom, { revision, connector, scope }: Held): Promise<Revision | null> {
  if (revision === null) return null
  const found = await register.revision(revision)
  if (found === undefined)
    throw connectorUnknown(`Revision ${revision} of "${connector}" is not in the store any more.`)
  return { ...found, scope }
}

interface Asked {
  readonly change: Held
  readonly subject: Subject
  readonly approval: Approval
}

/** Everything that an approval writes. */
interface Deciding extends Asked {
  readonly parts: readonly [Part, ...Part[]]
  /** What everybody would have. */
  readonly standard: readonly [Part, ...Part[]]
  readonly corrections: readonly Correction[]
  readonly unsettled: readonly ConnectionId[]
  /** What becomes of those who have what everybody has, where that moves: nobody decides for them. */
  readonly others: readonly Decision[]
  /** Who goes ahead; `null`: all do. */
  readonly ahead: ReadonlySet<string> | null
}

async function prepare(room: DecisionRoom, { change, subject, approval }: Asked): Promise<Deciding> {
  const { only, seen, dependents: documents = [] } = approval
  const parts = await partsOf(room, subject, change.organisation)
  const standard = await partsOf(room, subject, null)
  const ahead = only === undefined ? null : new Set([...only, ...documents.map(({ id }) => id)])
  if (ahead !== null) await assertBound(room, { change, parts, ahead })
  const corrections = await readCorrections(room, { change, parts, documents })
  await assertSeen(room, { change, parts, corrections, ahead, ...(seen && { seen }) })
  const { next } = parts[0]
  const isOwn = next !== null && next.extends === undefined
  const beyond = isOwn ? await room.connections.beyond(change.organisation, next.model) : []
  const unsettled = beyond.map(({ connection }) => connection.id)
  const others =
    ahead === null && (await leads(room.store.tables, change)) ? await weighOthers(room, subject, change) : []
  const deciding = { change, subject, approval, parts, standard, corrections, unsettled, others, ahead }
  if (ahead !== null) assertSeparable(deciding)
  return deciding
}

async function weighOthers(room: DecisionRoom, subject: Subject, { organisation }: Held): Promise<readonly Decision[]> {
  const decisions: Decision[] = []
  for (const other of await parties(room, subject))
    if (other !== organisation) decisions.push(await decide(room, subject, other))
  return decisions
}

interface Ahead {
  readonly change: Held
  readonly parts: readonly Part[]
  readonly ahead: ReadonlySet<string>
}

async function assertBound({ store }: DecisionRoom, { change, parts, ahead }: Ahead): Promise<void> {
  if (ahead.size === 0)
    throw argumentInvalid('The approval is for nobody: "only" is empty.', { hint: 'Leave it out to approve for all.' })
  const connectors = new Set<string | undefined>(parts.map(({ connector }) => connector))
  const isOf = ({ operation }: Binding): boolean => connectors.has(splitOperation(operation)?.connector)
  const bindings = await store.tables.bindings.some(change.organisation, [...ahead])
  const bound = new Set(bindings.filter(isOf).map(({ dependent }) => dependent))
  const other = [...ahead].find((id) => !bound.has(id))
  if (other !== undefined)
    throw dependentUnknown(`"${change.organisation}" has no "${other}" that uses "${change.connector}".`, {
      hint: 'Name dependents of the report.',
    })
}

/** Both sides have to be able to serve. */
function assertSeparable({ change: { id, revision }, unsettled }: Deciding): void {
  if (revision === null)
    throw approvalRefused(`Change "${id}" is a removal: there is nothing that some could go ahead with.`, {
      hint: 'Approve it for all, without "only".',
    })
  if (unsettled.length > 0)
    throw approvalRefused(`Change "${id}" sends credentials elsewhere: its connections can't serve both revisions.`, {
      hint: 'Approve it for all, without "only".',
    })
}

interface Entered {
  readonly held: Held
  readonly listeners: readonly ListenerId[]
}

async function enter(room: DecisionRoom, tables: Tables, deciding: Deciding): Promise<Entered> {
  const { change, approval, ahead, unsettled } = deciding
  const owner = ahead === null ? await takeId(tables, change) : undefined
  const listeners =
    ahead === null ? await moveAll(room, tables, deciding) : await moveSome(tables, { ...deciding, ahead })
  const corrected = await putCorrections(room, tables, deciding)
  await room.connections.requireReauthorisation(unsettled, tables)
  const replaced = firstOf(change.replaced ?? [], corrected.replaced)
  const { moved = [], ...rest } = change
  const held: Held = {
    ...rest,
    ...(ahead === null
      ? { state: 'approved', decidedBy: approval.by }
      : { moved: [...new Set([...moved, ...ahead])].sort() }),
    ...(replaced.length > 0 && { replaced }),
    ...(owner !== undefined && { owner }),
  }
  await tables.held.put(held)
  return { held, listeners: [...listeners, ...corrected.listeners] }
}

/** Nobody owns the id of what is gone for everybody; a rollback gives it back to the entry that did. */
async function takeId(tables: Tables, change: Held): Promise<string | undefined> {
  const { scope, connector, revision } = change
  if (revision !== null || !(await leads(tables, change))) return undefined
  const owner = await tables.owners.get(scope, connector)
  await tables.owners.remove(scope, connector)
  return owner
}

/** The first approval of a change that everybody held moves the scope's default too. */
async function leads(tables: Tables, { scope, connector, base }: Held): Promise<boolean> {
  return ((await tables.active.get(scope, connector, null)) ?? null) === base
}

/** A rollback goes back to before the first correction, not to one that came between. */
function firstOf(before: readonly ReplacedDocument[], now: readonly ReplacedDocument[]): readonly ReplacedDocument[] {
  const known = new Map(before.map((one) => [one.id, one]))
  for (const one of now) known.set(one.id, { ...one, document: known.get(one.id)?.document ?? one.document })
  return [...known.values()]
}

async function moveAll(room: DecisionRoom, tables: Tables, deciding: Deciding): Promise<readonly ListenerId[]> {
  const { change, subject, parts, standard } = deciding
  const { organisation } = change
  if (!(await leads(tables, change))) return moveOrganisation(tables, { organisation, subject, parts, standard: null })
  const listeners = await enterSwap(room, tables, swapOf(deciding))
  return [...listeners, ...(await moveOrganisation(tables, { organisation, subject, parts, standard }))]
}

/** What everybody gets, and what that means for the others who are concerned. */
function swapOf({ subject, standard, others }: Deciding): Swap {
  return { subject, standard, decisions: others, moves: true }
}

/** What serves stays; bindings alone go ahead. */
async function moveSome(
  tables: Tables,
  { change: { organisation }, parts, ahead }: Deciding & Ahead,
): Promise<readonly ListenerId[]> {
  const listeners: ListenerId[] = []
  for (const { scope, connector, own, next } of changed(parts)) {
    if (own !== null) await tables.revisions.put(own)
    const move = { organisation, scope, connector, revision: next, dependents: ahead }
    listeners.push(...(await moveDependents(move, tables)))
  }
  return listeners
}

function announce(room: DecisionRoom, deciding: Deciding): void {
  const { notifier, register } = room
  const { change, parts } = deciding
  const { organisation } = change
  for (const { scope, connector, base, next } of changed(parts)) {
    if (next !== null) {
      const { id: revision, version } = next
      notifier.emit('connector:changed', { connector, scope, version, base: base.id, revision, organisation })
    } else if (!register.sees(organisation, connector)) notifier.emit('connector:removed', { connector, scope })
  }
  announceDecisions(room, swapOf(deciding))
}
