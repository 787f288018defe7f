import { type Connector, canonicalJson, type SecurityScheme } from '../model/index.ts'
import type { ConnectorPair } from './connector-pair.ts'
import { normalSecurity } from './security-parts.ts'
import { normalUrl } from './server-parts.ts'

/** What of a connector can differ, besides its operations and what only tells people. */
export type ConnectorPart = 'security' | 'security schemes' | 'servers' | 'settings' | 'other parts of the connector'

type Differs = (pair: ConnectorPair) => boolean

const differsIn =
  (part: (connector: Connector) => unknown): Differs =>
  ({ base, revision }) =>
    canonicalJson(part(base) ?? null) !== canonicalJson(part(revision) ?? null)

/** Whether a part differs, however it is told. */
export const connectorPartDiffers: Readonly<Record<ConnectorPart, Differs>> = {
  'other parts of the connector': differsIn(otherParts),
  security: differsIn((connector) => normalSecurity(connector.security)),
  'security schemes': differsIn(({ securitySchemes }) => Object.entries(securitySchemes).map(withoutWords).sort()),
  servers: differsIn(({ servers }) => servers.map((server) => ({ ...server, url: normalUrl(server) }))),
  settings: ({ base, revision, by }) => !by.same(by.base.node(base.settings), by.revision.node(revision.settings)),
}

/** What a scope is for, and what a key is called, is told to people; a header is the same in any case. */
function withoutWords([name, scheme]: readonly [string, SecurityScheme]): string {
  if (scheme.type === 'apiKey') {
    const { credential: _, ...rest } = scheme
    return canonicalJson([name, { ...rest, name: rest.in === 'header' ? rest.name.toLowerCase() : rest.name }])
  }
  if (scheme.type === 'openIdConnect')
    return canonicalJson([name, { ...scheme, scopes: Object.keys(scheme.scopes).sort() }])
  if (scheme.type !== 'oauth2') return canonicalJson([name, scheme])
  const flows = Object.entries(scheme.flows).map(([kind, flow]) => [
    kind,
    { ...flow, scopes: Object.keys(flow.scopes).sort() },
  ])
  return canonicalJson([name, { ...scheme, flows: Object.fromEntries(flows) }])
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
