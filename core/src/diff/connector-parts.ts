import { type Connector, canonicalJson } from '../model/index.ts'
import type { ConnectorPair } from './connector-pair.ts'

/** What of a connector can differ, besides its operations and what only tells people. */
export type ConnectorPart = 'security' | 'security schemes' | 'servers' | 'settings' | 'other parts of the connector'

type Differs = (pair: ConnectorPair) => boolean

const differsIn =
  (part: (connector: Connector) => unknown): Differs =>
  ({ base, revision }) =>
    canonicalJson(part(base) ?? null) !== canonicalJson(part(revision) ?? null)

export const connectorPartDiffers: Readonly<Record<ConnectorPart, Differs>> = {
  'other parts of the connector': differsIn(otherParts),
  security: differsIn((connector) => connector.security),
  'security schemes': differsIn((connector) => connector.securitySchemes),
  servers: differsIn((connector) => connector.servers),
  settings: ({ base, revision, by }) => !by.same(by.base.node(base.settings), by.revision.node(revision.settings)),
}

/** Told to people, or compared elsewhere. `test` is what a person tries; no step runs because of it. */
const known: ReadonlySet<string> = new Set([
  'categories',
  'description',
  'icon',
  'id',
  'model',
  'operations',
  'publisher',
  'schemas',
  'security',
  'securitySchemes',
  'servers',
  'settings',
  'test',
  'title',
  'version',
])

function otherParts(connector: Connector): unknown {
  return Object.fromEntries(Object.entries(connector).filter(([part]) => !known.has(part)))
}
