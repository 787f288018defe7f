import type { Level, Pointer, Rename, Side } from '../model/index.ts'
import type { ConnectorPair } from './connector-pair.ts'
import type { ConnectorPart } from './connector-parts.ts'
import type { OperationPair } from './operation-pair.ts'
import type { OperationPart } from './operation-parts.ts'
import type { Facet } from './schema/facets.ts'
import type { ShapePair } from './schema/shape-pair.ts'

/** A kind of change: what it is called, what it means, and how it is found. */
export interface Rule {
  /** The change's `kind`. */
  readonly id: string
  readonly side: Side
  /** All that it can have; the first where a finding does not say. */
  readonly levels: readonly [Level, ...Level[]]
  /** One sentence without a full stop. */
  readonly title: string
  /** What it means for those who use the operation, and what to do. */
  readonly explanation: string
  /** Left out where no manifest can show it. */
  readonly example?: Example
  connector?(pair: ConnectorPair): readonly Found[]
  operation?(pair: OperationPair): readonly Found[]
  schema?(pair: ShapePair): readonly Found[]
}

/** Two pieces of a manifest that differ by this kind: of the whole, of one action or trigger, or of one schema. */
export interface Example {
  readonly of: 'connector' | 'action' | 'trigger' | 'input' | 'output'
  readonly base: string
  readonly revision: string
}

/** One place where a rule applies. */
export interface Found {
  readonly pointer: Pointer
  readonly message: string
  /** @default the rule's first */
  readonly level?: Level
  /** @default the one that is being compared */
  readonly operation?: string
  /** JSON; `undefined` where there is nothing to show. */
  readonly before?: unknown
  readonly after?: unknown
  readonly rename?: Rename
  /**
   * What of the schema, operation or connector this accounts for; a difference that nothing accounts for is reported.
   */
  readonly explains?: readonly (Facet | OperationPart | ConnectorPart)[]
  /** The constructs that were not understood, because of which nothing is known here. */
  readonly unclear?: readonly string[]
}

/** A rule with what it found. */
export interface RuleFinding {
  readonly rule: Rule
  readonly found: Found
}
