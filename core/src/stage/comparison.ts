import type { Connector, RevisionId } from '../model/index.ts'
import { changed, type Part } from './parts.ts'

export interface Comparison {
  readonly organisation: string
  /** What changes together: a connector, and what extends it. */
  readonly pairs: readonly ComparedPair[]
}

export interface ComparedPair {
  readonly base: Connector
  /** The revision that `base` is of. */
  readonly from: RevisionId
  /** `null`: the connector is gone. */
  readonly revision: Connector | null
}

/** What of a change's parts is compared: whatever was there before and does not stay. */
export function comparisonOf(organisation: string, parts: readonly Part[]): Comparison {
  const pairs = changed(parts).map(({ base, next }) => ({
    base: base.model,
    from: base.id,
    revision: next?.model ?? null,
  }))
  return { organisation, pairs }
}
