import { connectionNeedsReauthorisation } from '../../errors/index.ts'
import { allServers, type Connector } from '../../model/index.ts'
import type { Renewed } from '../auth-scheme.ts'
import type { OpenedConnection } from '../opened-connections.ts'
import { derivedInAuthority } from '../resolve-url.ts'
import { derivedOfToken } from './derived-of.ts'
import { readDerived } from './read-derived.ts'
import { secretsIn } from './secrets-in.ts'

/**
 * Law 2: a token answer that names another origin than the connection was made with moves nothing. Throws
 * `connection-needs-reauthorisation`. An answer that says nothing of it changes nothing; values that decide no origin
 * stay as they were.
 */
export function assertStays(connector: Connector, { connection, secrets }: OpenedConnection, renewed: Renewed): void {
  const deciding = new Set(allServers(connector).flatMap(derivedInAuthority))
  const known = secretsIn({ ...secrets.entered, ...renewed.credentials })
  for (const each of derivedOfToken(connector).filter(({ name }) => deciding.has(name))) {
    const before = connection.derived[each.name]
    const read = readDerived(each, renewed.answer, known)
    const absent = 'problem' in read && read.absent
    if (absent || ('value' in read && read.value === before)) continue
    throw connectionNeedsReauthorisation(
      `The authorisation server names another "${each.name}" than when the connection was made, which decides where requests go.`,
      { hint: 'If the account was moved, enter the credentials again with connections.reauthorise.' },
    )
  }
}
