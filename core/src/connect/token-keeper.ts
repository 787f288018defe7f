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
  /** Resolves when no renewal is under way: what was answered has been stored. */
  settled(): Promise<void>
}

export function createTokenKeeper(room: RenewalRoom): TokenKeeper {
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
    async settled() {
      await Promise.allSettled(underWay.values())
    },
  }

  function begin(need: TokenNeed): Promise<OpenedConnection> {
    const renewal = renewUnderLease(room, need).finally(() => underWay.delete(need.id))
    underWay.set(need.id, renewal)
    return renewal
  }
}
