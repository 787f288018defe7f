import {
  type ConnectorPair,
  connectorPair,
  createConcerns,
  createShapes,
  type SchemaNode,
  type Shapes,
} from '../diff/index.ts'
import {
  type Change,
  type Connector,
  type ConnectorId,
  dict,
  type Operation,
  type OperationName,
  operationNamed,
  splitOperation,
} from '../model/index.ts'
import type { Assessment, ComparedConnector } from './assessment.ts'

/** A schema with the connector whose references it uses. */
export interface OwnedSchema {
  readonly node: SchemaNode
  readonly shapes: Shapes
  readonly connector: Connector
}

/** What became of an operation that a step uses. */
export interface ComparedOperation {
  readonly name: OperationName
  /** Changes of the operation, and those of its connector as a whole that reach it. */
  readonly changes: readonly Change[]
  /** `null` where its connector is not compared: nothing changed. */
  readonly pair: ConnectorPair | null
  readonly base: Operation
  /** `null` where it is gone. */
  readonly revision: Operation | null
  schema(side: 'input' | 'output', state: 'base' | 'revision'): OwnedSchema | null
}

/** Finds operations; `undefined` for one that is not in the base. */
export type FindOperation = (name: OperationName) => ComparedOperation | undefined

/** Among the connectors that are compared, and those that stay as they are; each is looked for once. */
export function createFindOperation(assessment: Pick<Assessment, 'pairs' | 'connectorOf'>): FindOperation {
  const found = new Map<OperationName, ComparedOperation | undefined>()
  const pairs = new Map(assessment.pairs.map((pair) => [pair.base.id, lazily(pair)]))
  const connectors = new Map<ConnectorId, ReturnType<typeof lazily> | undefined>()
  const unchanged = (id: ConnectorId): ReturnType<typeof lazily> | undefined => {
    if (connectors.has(id)) return connectors.get(id)
    const connector = assessment.connectorOf?.(id)
    const made = connector === undefined ? undefined : lazily({ base: connector, revision: connector, changes: [] })
    connectors.set(id, made)
    return made
  }
  return (name) => {
    if (found.has(name)) return found.get(name)
    const parts = splitOperation(name)
    const compared = parts === null ? undefined : (pairs.get(parts.connector) ?? unchanged(parts.connector))
    const operation = parts === null ? undefined : compared?.operation(name, parts.operation)
    found.set(name, operation)
    return operation
  }
}

interface Lazy {
  operation(name: OperationName, id: string): ComparedOperation | undefined
}

/** Schemas are read once for all steps; the operations are paired when the first step asks. */
function lazily({ base, revision, changes }: ComparedConnector): Lazy {
  const changesOf = createChangesOf({ base, revision, changes })
  let paired: ConnectorPair | undefined
  let own: Shapes | undefined
  const pair = (): ConnectorPair | null => {
    if (base === revision) return null
    paired ??= connectorPair(base, revision ?? { ...base, operations: dict() })
    return paired
  }
  const connectors = { base, revision: revision ?? base }
  const shapesOf = (state: State): Shapes => {
    own ??= createShapes(base)
    return pair()?.by[state] ?? own
  }
  return {
    operation(name, id) {
      const before = operationNamed(base.operations, id)
      if (before === undefined) return undefined
      const heir = pair()?.operations.both.find((both) => both.base === before)?.revision
      const both = { base: before, revision: base === revision ? before : (heir ?? null) }
      return {
        name,
        changes: changesOf(id, both),
        pair: pair(),
        ...both,
        schema: schemasOf(both, connectors, shapesOf),
      }
    },
  }
}

type State = 'base' | 'revision'
type Both = Pick<ComparedOperation, State>

/** The changes of an operation by the id that a step uses, and those of the connector as a whole that reach it. */
function createChangesOf({
  base,
  revision,
  changes,
}: ComparedConnector): (id: string, both: Both) => readonly Change[] {
  const byOperation = Map.groupBy(changes, (change) => change.operation)
  const ofConnector = byOperation.get(null) ?? []
  const concerns = createConcerns({ base, revision: revision ?? base })
  return (id, both) => [
    ...[...new Set([both.base.id, id])].flatMap((named) => byOperation.get(named) ?? []),
    ...ofConnector.filter((change) => concerns(change, both)),
  ]
}

/** Each laid out when it is first asked for. */
function schemasOf(
  both: Both,
  connectors: Readonly<Record<State, Connector>>,
  shapesOf: (state: State) => Shapes,
): ComparedOperation['schema'] {
  const known = new Map<string, OwnedSchema | null>()
  return (side, state) => {
    const key = `${side} ${state}`
    const before = known.get(key)
    if (before !== undefined) return before
    const [operation, shapes] = [both[state], shapesOf(state)]
    const made =
      operation === null ? null : { node: shapes.node(operation[side]), shapes, connector: connectors[state] }
    known.set(key, made)
    return made
  }
}
