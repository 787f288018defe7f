import { type Connector, type Pointer, pointer, type Server, serversOf } from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'
import { availableIn, operationsOf } from './check.ts'
import { checkUrl } from './check-url.ts'

/** Servers are absolute and encrypted, and their variables are settings that every connection has. */
export function* checkServers(connector: Connector): Iterable<Mistake> {
  yield* checkList({ servers: connector.servers, at: '/servers', of: '' }, connector)
  for (const { operation, at, name } of operationsOf(connector))
    yield* checkList({ servers: operation.servers ?? [], at: `${at}/servers`, of: ` of ${name}` }, connector)
  const needing = availableIn(connector).find(
    ({ operation }) => (operation.http ?? operation.poll) && serversOf(connector, operation).length === 0,
  )
  if (needing !== undefined)
    yield {
      code: 'server-missing',
      message: `The connector has no server that ${needing.name} could call.`,
      pointer: '/servers',
      hint: 'add "servers".',
    }
}

interface List {
  readonly servers: readonly Server[]
  readonly at: Pointer
  readonly of: string
}

function* checkList({ servers, at, of }: List, connector: Connector): Iterable<Mistake> {
  for (const [index, { url, variables }] of servers.entries()) {
    const here = at + pointer(index)
    yield* checkUrl(
      { name: `server ${index + 1}${of}`, url, urlAt: `${here}/url`, variables, variablesAt: `${here}/variables` },
      connector,
    )
  }
}
