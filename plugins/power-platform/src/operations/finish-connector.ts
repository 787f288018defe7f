import { type Connector, isJsonObject, type Operation, type Server } from '@jackfield/core'
import type { Located } from '@jackfield/openapi'
import { applyDynamic, type DynamicParts, type LeftOut, withoutMistaken } from '../dynamic/index.ts'
import { childOf, type Properties, textOf } from '../properties/index.ts'

interface Finishing {
  readonly properties: Properties
  /** Of the Swagger document. */
  readonly root: Located
  readonly dynamic: ReadonlyMap<string, DynamicParts>
  /** Called for everything that does not fit. */
  report(leftOut: LeftOut): void
}

/** What is said of the whole connector, once all of its operations are read. */
export function finishConnector(connector: Connector, { properties, root, dynamic, report }: Finishing): Connector {
  const { publisher } = properties
  const { connector: whole, leftOut } = applyDynamic(withServers(connector), dynamic)
  const test = testOf(whole, root)
  const named: Connector = {
    ...whole,
    ...(publisher !== undefined && { publisher }),
    ...(test !== undefined && { test }),
  }
  const fitting = withoutMistaken(named, dynamic)
  for (const each of [...leftOut, ...fitting.leftOut]) report(each)
  return fitting.connector
}

/** `x-ms-capabilities: testConnection`, where it takes nothing. */
function testOf({ operations }: Connector, root: Located): string | undefined {
  const id = textOf(childOf(childOf(root, 'x-ms-capabilities'), 'testConnection'), 'operationId')
  const operation = id === undefined || !Object.hasOwn(operations, id) ? undefined : operations[id]
  const needs = isJsonObject(operation?.input) ? operation.input.required : undefined
  return operation?.kind === 'action' &&
    operation.effect === 'read' &&
    needs === undefined &&
    operation.unavailable === undefined
    ? id
    : undefined
}

/**
 * The server of most operations is the connector's; the document's own host is none where every operation has another.
 */
function withServers(connector: Connector): Connector {
  const counts = new Map<string, { readonly servers: readonly Server[]; count: number }>()
  for (const { servers = connector.servers } of Object.values(connector.operations)) {
    const key = JSON.stringify(servers)
    const known = counts.get(key) ?? { servers, count: 0 }
    known.count++
    counts.set(key, known)
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count)
  if (most === undefined) return connector
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
