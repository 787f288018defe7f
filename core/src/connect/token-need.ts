import type { ConnectionId, Connector } from '../model/index.ts'
import type { ChosenScheme } from './grants.ts'
import type { OpenedConnection } from './opened-connections.ts'

/** Who asks for tokens: how they are renewed, and the set of tokens that was refused, if one was. */
export interface TokenNeed {
  readonly id: ConnectionId
  readonly connector: Connector
  readonly chosen: ChosenScheme
  /** The token endpoint with its variables filled in; throws `origin-refused` where the grants do not allow it. */
  tokenUrl(opened: OpenedConnection): string
  readonly refused?: string | undefined
}
