import { type Connector, pointer } from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'
import { operationsOf } from './check.ts'
import { checkUrl } from './check-url.ts'

/** Servers are absolute and encrypted, and their variables are settings that every connection has. */
export function* checkServers(connector: Connector): Iterable<Mistake> {
  for (const [index, { url, variables }] of connector.servers.entries()) {
    const at = pointer('servers', index)
    yield* checkUrl(
      { name: `server ${index + 1}`, url, urlAt: `${at}/url`, variables, variablesAt: `${at}/variables` },
      connector,
    )
  }
  const needing = operationsOf(connector).find(({ operation }) => operation.http ?? operation.poll)
  if (connector.servers.length === 0 && needing !== undefined)
    yield {
      code: 'server-missing',
      message: `The connector has no server that ${needing.name} could call.`,
      pointer: '/servers',
      hint: 'add "servers".',
    }
}
