import { dict } from '../../model/index.ts'
import { checkUrls } from '../check-urls.ts'
import { computeGrants } from '../grants.ts'
import { refusedConnection } from '../refused-connection.ts'
import { learntFrom } from '../usable-tokens.ts'
import { deriveFromOperations } from './derive-from-operations.ts'
import { deriveFromToken } from './derive-from-token.ts'
import { discover } from './discover.ts'
import type { Settled, SettleRoom, Settling } from './settling.ts'

/**
 * Learns what a connection derives, and fixes where its credentials may go, while it is being made: from here on
 * nothing that a service answers moves them (Law 2). Throws `connection-invalid`, `token-refused`.
 */
export async function settle(room: SettleRoom, { organisation, checked, renewed: given }: Settling): Promise<Settled> {
  const { connector, scheme, settings, credentials } = checked
  const discovered = await discover(room, checked)
  const { renewed, values } = await deriveFromToken(room, { checked, discovered }, given)
  const derived = dict([...Object.entries(discovered), ...values])
  const filled = { scheme, settings, derived }
  const problems = checkUrls(connector, filled, room.authSchemes)
  if (problems.length > 0) throw refusedConnection(connector, problems)
  const grants = computeGrants({ connector, ...filled }, room.authSchemes)
  const learnt = renewed === undefined ? null : learntFrom(renewed, room.clock.now())
  const connection = { organisation, connector: connector.id, ...filled, grants, status: 'ready' } as const
  return deriveFromOperations(room, connector, { connection, secrets: { entered: credentials, learnt } })
}
