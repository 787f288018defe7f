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
  const same = base === revision
  const byOperation = Map.groupBy(changes, (change) => change.operation)
  const ofConnector = byOperation.get(null) ?? []
  const concerns = createConcerns({ base, revision: revision ?? base })
  let paired: ConnectorPair | undefined
  let own: Shapes | undefined
  const pair = (): ConnectorPair | null => {
    if (same) return null
    paired ??= connectorPair(base, revision ?? { ...base, operations: {} })
    return paired
  }
  const shapesOf = (state: 'base' | 'revision'): Shapes => {
    own ??= createShapes(base)
    return pair()?.by[state] ?? own
  }
  const owned = (operation: Operation | null, side: 'input' | 'output', state: 'base' | 'revision') => {
    if (operation === null) return null
    const shapes = shapesOf(state)
    return { node: shapes.node(operation[side]), shapes, connector: state === 'base' ? base : (revision ?? base) }
  }
  return {
    operation(name, id) {
      const before = operationNamed(base.operations, id)
      if (before === undefined) return undefined
      const after = same ? before : (pair()?.operations.both.find((both) => both.base === before)?.revision ?? null)
      const schemas = new Map<string, OwnedSchema | null>()
      return {
        name,
        changes: [
          ...[...new Set([before.id, id])].flatMap((named) => byOperation.get(named) ?? []),
          ...ofConnector.filter((change) => concerns(change, { base: before, revision: after })),
        ],
        pair: pair(),
        base: before,
        revision: after,
        schema(side, state) {
          const key = `${side} ${state}`
          const known = schemas.get(key) ?? owned(state === 'base' ? before : after, side, state)
          schemas.set(key, known)
          return known
        },
      }
    },
  }
}
