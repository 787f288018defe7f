import type { Connector, Operation, Server } from '@jackfield/core'
import type { Located } from '@jackfield/openapi'
import type { Properties } from '../properties/index.ts'

interface Finishing {
  readonly properties: Properties
  readonly root: Located
}

/** What is said of the whole connector, once all of its operations are read. */
export function finishConnector(connector: Connector, { properties }: Finishing): Connector {
  const { publisher } = properties
  return {
    ...withServers(connector),
    ...(publisher !== undefined && { publisher }),
  }
}

/** The server of most operations is the connector's; the document's own host is none where every operation has another. */
function withServers(connector: Connector): Connector {
  const operations = Object.values(connector.operations)
  const counts = new Map<string, { readonly servers: readonly Server[]; count: number }>()
  for (const { servers = connector.servers } of operations) {
    const key = JSON.stringify(servers)
    const known = counts.get(key) ?? { servers, count: 0 }
    known.count++
    counts.set(key, known)
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count)
  if (most === undefined || counts.size === 0) return connector
  return { ...connector, servers: most.servers, operations: relative(connector, most.servers) }
}

function relative({ servers: declared, operations }: Connector, servers: readonly Server[]): Connector['operations'] {
  const result: Record<string, Operation> = Object.assign(Object.create(null), operations)
  for (const [id, operation] of Object.entries(operations)) {
    const { servers: own = declared, ...rest } = operation
    result[id] = JSON.stringify(own) === JSON.stringify(servers) ? rest : { ...rest, servers: own }
  }
  return result
}
