import type { ConnectionId } from '../model/index.ts'
import { assertReady } from './needs-reauthorisation.ts'
import type { OpenedConnection } from './opened-connections.ts'
import { type RenewalRoom, renewUnderLease } from './renew-under-lease.ts'
import type { TokenNeed } from './token-need.ts'
import { areUsable } from './usable-tokens.ts'

/** Keeps tokens fresh, one renewal at a time per connection, in this process and across processes. */
export interface TokenKeeper {
  /** The connection with tokens that are neither at their end nor `refused`. */
  fresh(need: TokenNeed): Promise<OpenedConnection>
  /** Resolves when no renewal is under way: what was answered has been stored. Endpoints that dawdle are given up. */
  close(): Promise<void>
}

/** Milliseconds of the process, not of the clock. */
const graceOfClosing = 2_000

export function createTokenKeeper(withoutClosing: Omit<RenewalRoom, 'closing'>): TokenKeeper {
  const closing = new AbortController()
  const room: RenewalRoom = { ...withoutClosing, closing: closing.signal }
  const underWay = new Map<ConnectionId, Promise<OpenedConnection>>()

  return {
    async fresh(need) {
      for (;;) {
        const recent = room.opened.recent(need.id) ?? (await room.opened.read(need.id))
        assertReady(recent.connection)
        if (areUsable(recent, need.refused, room.clock.now())) return recent
        const renewed = await (underWay.get(need.id) ?? begin(need))
        const { learnt } = renewed.secrets
        if (learnt !== null && learnt.id !== need.refused) return renewed
      }
    },
    async close() {
      const timer = setTimeout(() => closing.abort(), graceOfClosing)
      await Promise.allSettled(underWay.values())
      clearTimeout(timer)
    },
  }

  function begin(need: TokenNeed): Promise<OpenedConnection> {
    const renewal = renewUnderLease(room, need).finally(() => underWay.delete(need.id))
    underWay.set(need.id, renewal)
    return renewal
  }
}
