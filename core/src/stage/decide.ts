import {
  type ConnectionId,
  type ConnectorId,
  type Held,
  type HeldId,
  newId,
  type Revision,
  type RevisionId,
  type Scope,
} from '../model/index.ts'
import type { Candidate } from './candidate.ts'
import { shadowed } from './shadowed.ts'
import type { StageRoom } from './stage-room.ts'
import { weigh } from './weigh.ts'

/** A candidate, or the removal of a connector (`candidate: null`). */
export interface Subject {
  readonly scope: Scope
  readonly connector: ConnectorId
  readonly candidate: Candidate | null
}

/** What happens for one organisation; `replaces` is the held change that ends with it. */
export type Decision =
  /** It uses this very state already. */
  | { readonly kind: 'stand' }
  /** It is held already. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'introduce'; readonly unsettled: readonly ConnectionId[] }
  | { readonly kind: 'keep'; readonly organisation: string; readonly base: RevisionId; readonly replaces?: Held }
  | { readonly kind: 'hold'; readonly held: Held; readonly replaces?: Held }
  | {
      readonly kind: 'activate'
      readonly organisation: string
      readonly base: RevisionId
      readonly replaces?: Held
      /** Connections whose secrets have to be entered again. */
      readonly unsettled: readonly ConnectionId[]
    }

export async function decide(room: StageRoom, subject: Subject, organisation: string): Promise<Decision> {
  const { scope, connector, candidate } = subject
  const below = shadowed(room.register, subject)
  const base = room.register.activeIn(scope, connector, organisation) ?? below
  const next = candidate ?? below ?? null
  if (base === undefined) return introduce(room, subject, organisation)

  const changes = await room.store.tables.held.list({ organisation, scope, connector })
  const waiting = changes.find((change) => change.state === 'held')
  const replaces = waiting === undefined ? {} : { replaces: waiting }
  const wanted = candidate?.id ?? null
  if (base.id === next?.id) {
    const follows = waiting === undefined && !room.register.overridden(scope, connector).includes(organisation)
    return follows ? { kind: 'stand' } : { kind: 'activate', organisation, base: base.id, unsettled: [], ...replaces }
  }
  if (waiting?.revision === wanted && waiting.base === base.id) return { kind: 'wait' }
  if (changes.some((change) => change.state === 'rejected' && change.revision === wanted)) {
    room.log.info(`This state of "${connector}" was rejected by "${organisation}" before and is not staged again.`)
    return { kind: 'keep', organisation, base: base.id, ...replaces }
  }
  const { report, held } = await weigh(room, { organisation, base: base.model, revision: next?.model ?? null })
  if (held && !isHosts(candidate))
    return { kind: 'hold', held: hold(room, subject, { organisation, base, report }), ...replaces }
  const unsettled = held ? await beyond(room, subject, organisation) : []
  return { kind: 'activate', organisation, base: base.id, unsettled, ...replaces }
}

/** The host's own connectors are deployed with it: the code of their base is gone, so there is nothing to go on with. */
function isHosts(candidate: Candidate | null): boolean {
  return candidate !== null && candidate.source.path === null
}

/** A connector that was not there may meet connections that outlived an earlier one. */
async function introduce(room: StageRoom, subject: Subject, organisation: string): Promise<Decision> {
  return { kind: 'introduce', unsettled: await beyond(room, subject, organisation) }
}

/** Secrets stay where they were given for (Law 2): connections that the candidate would send elsewhere. */
async function beyond(
  { connections }: StageRoom,
  { candidate }: Subject,
  organisation: string,
): Promise<readonly ConnectionId[]> {
  const found = candidate === null ? [] : await connections.beyond(organisation, candidate.model)
  return found.map(({ connection }) => connection.id)
}

function hold(
  room: StageRoom,
  { scope, connector, candidate }: Subject,
  { organisation, base, report }: { organisation: string; base: Revision; report: Held['report'] },
): Held {
  return {
    id: newId<HeldId>('chg'),
    organisation,
    scope,
    connector,
    base: base.id,
    revision: candidate?.id ?? null,
    report,
    since: new Date(room.clock.now()).toISOString(),
    state: 'held',
  }
}
