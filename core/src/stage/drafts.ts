import type { ConnectorId, Scope } from '../model/index.ts'
import type { Draft } from './candidate.ts'

/** The extensions that were read, as their folders have them now; whether they serve or wait for their base. */
export interface Drafts {
  get(scope: Scope, connector: ConnectorId): Draft | undefined
  set(draft: Draft): void
  delete(scope: Scope, connector: ConnectorId): void
  all(): readonly Draft[]
  /** Those that name this connector as their base. */
  extending(base: ConnectorId): readonly Draft[]
}

export function createDrafts(): Drafts {
  const drafts = new Map<string, Draft>()
  return {
    get: (scope, connector) => drafts.get(keyOf(scope, connector)),
    set: (draft) => void drafts.set(keyOf(draft.scope, draft.model.id), draft),
    delete: (scope, connector) => void drafts.delete(keyOf(scope, connector)),
    all: () => [...drafts.values()],
    extending: (base) => [...drafts.values()].filter(({ model }) => model.extends === base),
  }
}

const keyOf = (scope: Scope, connector: ConnectorId): string => `${scope}\n${connector}`
