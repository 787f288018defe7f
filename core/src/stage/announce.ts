import type { Decision } from './decide.ts'
import { type Part, stays } from './parts.ts'
import type { StageRoom } from './stage-room.ts'
import { keepsBase, type Swap } from './swap.ts'

type Telling = Pick<StageRoom, 'notifier' | 'drafts'>

/** Says what a swap came to, after its commit. */
export function announce(room: Telling, swap: Swap): void {
  const { subject, standard, decisions, moves } = swap
  for (const decision of decisions) announceChanges(room, decision)
  const told = subject.isToldReady ? standard.slice(1) : standard
  if (moves) for (const part of told) announcePart(room, part, audience(part, decisions))
  for (const decision of decisions)
    if (decision.kind === 'activate' || decision.kind === 'introduce')
      for (const part of decision.parts)
        if (part.scope !== subject.scope) announcePart(room, part, [decision.organisation])
}

/** Says what others came to, whose default moved with somebody's decision. */
export function announceDecisions(room: Telling, { decisions }: Swap): void {
  for (const decision of decisions) {
    announceChanges(room, decision)
    if (decision.kind === 'activate')
      for (const part of decision.parts) announcePart(room, part, [decision.organisation])
  }
}

function announceChanges({ notifier }: Telling, decision: Decision): void {
  if ('replaces' in decision && decision.replaces !== undefined)
    notifier.emit('connector:withdrawn', { change: { ...decision.replaces, state: 'withdrawn' } })
  if (decision.kind === 'hold') notifier.emit('connector:held', { change: decision.held })
}

/** Who has it from now on: everybody, unless somebody keeps the base. */
function audience({ scope, connector }: Part, decisions: readonly Decision[]): readonly (string | null)[] {
  if (!decisions.some(keepsBase)) return [null]
  const moved = ({ parts }: Decision): boolean =>
    parts.some((part) => part.scope === scope && part.connector === connector && !stays(part))
  return decisions.flatMap((one) => (one.kind === 'activate' && moved(one) ? [one.organisation] : []))
}

function announcePart({ notifier, drafts }: Telling, part: Part, audience: readonly (string | null)[]): void {
  const { scope, connector, base, own, problems } = part
  if (base?.id === own?.id) return
  if (own === null) {
    notifier.emit('connector:removed', { connector, scope })
    const path = drafts.get(scope, connector)?.source.path ?? base?.source.path ?? null
    if (problems.length > 0 && path !== null) notifier.emit('connector:failed', { connector, scope, path, problems })
    return
  }
  const { id: revision, version } = own
  if (base === undefined) notifier.emit('connector:ready', { connector, scope, version, revision })
  else
    for (const organisation of audience)
      notifier.emit('connector:changed', { connector, scope, version, base: base.id, revision, organisation })
}
