import type { Connector } from '../model/index.ts'
import { type PairedOperations, pairOperations } from './pair-operations.ts'
import type { Comparing } from './schema/comparing.ts'
import { createSameness } from './schema/sameness.ts'
import { createShapes } from './schema/shapes.ts'

/** Two connectors that are one, with what both operations and rules need of them. */
export interface ConnectorPair {
  readonly base: Connector
  readonly revision: Connector
  readonly by: Comparing
  readonly operations: PairedOperations
}

export function connectorPair(base: Connector, revision: Connector): ConnectorPair {
  const by = comparing(base, revision)
  return { base, revision, by, operations: pairOperations(base, revision, by) }
}

/** For comparing schemas of the one with schemas of the other. */
function comparing(base: Connector, revision: Connector): Comparing {
  const shapes = { base: createShapes(base), revision: createShapes(revision) }
  return { ...shapes, same: createSameness(shapes.base, shapes.revision) }
}
