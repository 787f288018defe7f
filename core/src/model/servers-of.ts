import type { Connector } from './connector.ts'
import type { Operation } from './operation.ts'
import type { Server } from './server.ts'

/** Where an operation's requests go; the first serves. */
export function serversOf(connector: Pick<Connector, 'servers'>, { servers }: Operation): readonly Server[] {
  return servers ?? connector.servers
}

/** Every server that some operation's requests may go to, the connector's own first. */
export function allServers({ servers, operations }: Pick<Connector, 'servers' | 'operations'>): readonly Server[] {
  const own = Object.values(operations).flatMap((operation) => operation.servers ?? [])
  return own.length === 0
    ? servers
    : [...new Map([...servers, ...own].map((each) => [JSON.stringify(each), each])).values()]
}
