import type { Connection } from '../../model/index.ts'
import type { Renewed } from '../auth-scheme.ts'
import type { CheckedConnection } from '../check-connection.ts'
import type { ConnectRoom } from '../connections.ts'
import type { OpenedConnections, SealedCredentials } from '../opened-connections.ts'
import type { AuthSchemes } from '../schemes/auth-schemes.ts'

export interface SettleRoom extends Pick<ConnectRoom, 'clock' | 'derive'> {
  readonly authSchemes: AuthSchemes
  readonly opened: OpenedConnections
  readonly fetch: typeof fetch
}

export interface Settling {
  readonly organisation: string
  readonly checked: CheckedConnection
  /** Tokens that came with what was entered. */
  readonly renewed?: Renewed
}

/** A connection that is whole, but for its id. */
export interface Settled {
  readonly connection: Omit<Connection, 'id'>
  readonly secrets: SealedCredentials
}
