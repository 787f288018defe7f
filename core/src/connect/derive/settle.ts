import { type Connection, dict } from '../../model/index.ts'
import type { Renewed } from '../auth-scheme.ts'
import type { CheckedConnection } from '../check-connection.ts'
import { checkUrls } from '../check-urls.ts'
import type { ConnectRoom } from '../connections.ts'
import { computeGrants } from '../grants.ts'
import type { OpenedConnections, SealedCredentials } from '../opened-connections.ts'
import { refusedConnection } from '../refused-connection.ts'
import type { AuthSchemes } from '../schemes/auth-schemes.ts'
import { learntFrom } from '../usable-tokens.ts'
import { deriveFromOperations } from './derive-from-operations.ts'
import { deriveFromToken } from './derive-from-token.ts'

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

/**
 * Learns what a connection derives, and fixes where its credentials may go, while it is being made: from here on nothing
 * that a service answers moves them (Law 2). Throws `connection-invalid`, `token-refused`.
 */
export async function settle(room: SettleRoom, { organisation, checked, renewed: given }: Settling): Promise<Settled> {
  const { connector, scheme, settings, credentials } = checked
  const { renewed, values } = await deriveFromToken(room, checked, given)
  const derived = dict(values)
  const filled = { scheme, settings, derived }
  const problems = checkUrls(connector, filled, room.authSchemes)
  if (problems.length > 0) throw refusedConnection(connector, problems)
  const grants = computeGrants({ connector, ...filled }, room.authSchemes)
  const learnt = renewed === undefined ? null : learntFrom(renewed, room.clock.now())
  const connection = { organisation, connector: connector.id, ...filled, grants, status: 'ready' } as const
  return deriveFromOperations(room, connector, { connection, secrets: { entered: credentials, learnt } })
}
