import type { AboutConnector, ConnectorId, RevisionId, Scope } from '../model/index.ts'

/** A connector of a watched folder that nobody needed yet: known by name, read when it is first needed. */
export interface Dormant {
  readonly scope: Scope
  readonly connector: ConnectorId
  /** Absolute path of its entry. */
  readonly path: string
  /** What it will be, as the entry is now. */
  readonly revision: RevisionId
  readonly version: string
  readonly about: AboutConnector
}

export interface Dormants {
  get(scope: Scope, connector: ConnectorId): Dormant | undefined
  set(dormant: Dormant): void
  delete(scope: Scope, connector: ConnectorId): void
  in(scope: Scope): readonly Dormant[]
  scopes(): readonly Scope[]
}

export function createDormants(): Dormants {
  const scopes = new Map<Scope, Map<ConnectorId, Dormant>>()
  return {
    get: (scope, connector) => scopes.get(scope)?.get(connector),
    set(dormant) {
      const { scope, connector } = dormant
      const own = scopes.get(scope) ?? new Map<ConnectorId, Dormant>()
      scopes.set(scope, own.set(connector, dormant))
    },
    delete: (scope, connector) => void scopes.get(scope)?.delete(connector),
    in: (scope) => [...(scopes.get(scope)?.values() ?? [])],
    scopes: () => [...scopes.keys()],
  }
}
