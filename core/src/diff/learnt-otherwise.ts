import { type Connector, type Operation, segmentsOf, serversOf } from '../model/index.ts'
import { askedFor, askedOf, ownOperation } from './asked-alike.ts'
import type { ConnectorPair } from './connector-pair.ts'
import type { OperationPair } from './operation-pair.ts'
import { readsValue } from './reads-value.ts'
import { lookUp } from './schema/look-up.ts'

const sides = ['base', 'revision'] as const

/** What a connection learns, by name, and from which operation. */
interface Learnt {
  readonly name: string
  readonly operation: string
}

/**
 * What the operation's requests, and those that are made for its sake, read of that which a connection learns from an
 * operation that is another now: called otherwise, or answering something else there. How it is learnt is compared with
 * the connector.
 */
export function learntOtherwise(pair: OperationPair): readonly Learnt[] {
  const { base, revision } = pair.connectors
  return Object.entries(base.derived ?? {}).flatMap(([name, { from, at }]) => {
    if (from === 'token' || revision.derived?.[name] === undefined) return []
    const { operation } = from
    if (!reads(pair, name) || isLearntAlike(pair.connectors, { id: operation, path: segmentsOf(at) })) return []
    return [{ name, operation }]
  })
}

function reads(pair: OperationPair, name: string): boolean {
  return sides.some((side) => {
    const connector = pair.connectors[side]
    const asked = askedFor(pair[side]).flatMap((id) => ownOperation(connector, id) ?? [])
    return [pair[side], ...asked].some((operation) => sends(operation, connector, name))
  })
}

function sends(operation: Operation, connector: Connector, name: string): boolean {
  const { input: _input, output: _output, ...rest } = operation
  return [rest, serversOf(connector, operation), connector.securitySchemes].some((part) =>
    readsValue(part, 'derived', name),
  )
}

interface Asked {
  readonly id: string
  readonly path: readonly string[]
  /** What is being looked at, since operations may learn from each other. */
  readonly within?: readonly string[]
}

/** Whether the operation is asked as it was, and answers as it did at the place that is kept. */
function isLearntAlike(connectors: ConnectorPair, { id, path, within = [] }: Asked): boolean {
  const { base, revision, by } = connectors
  const [before, after] = [ownOperation(base, id), ownOperation(revision, id)]
  if (before === undefined || after === undefined) return before === after
  const [one, other] = [
    lookUp(by.base.node(before.output), path, by.base),
    lookUp(by.revision.node(after.output), path, by.revision),
  ]
  return (
    askedOf(base, id) === askedOf(revision, id) &&
    by.same(by.base.node(before.input), by.revision.node(after.input)) &&
    one.presence === other.presence &&
    one.nodes.length === other.nodes.length &&
    one.nodes.every((node, index) => by.same(node, other.nodes[index] ?? by.revision.node(true))) &&
    Object.entries(base.derived ?? {}).every(
      ([name, { from, at }]) =>
        from === 'token' ||
        within.includes(name) ||
        !sends(before, base, name) ||
        isLearntAlike(connectors, { id: from.operation, path: segmentsOf(at), within: [...within, name] }),
    )
  )
}
