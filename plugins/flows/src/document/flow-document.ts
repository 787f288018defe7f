import type { ConnectorId, Dict, JsonObject, OperationName, Pointer } from '@jackfield/core'
import type { Expression, Template } from './template.ts'

/** A flow as its document says it, with defaults filled in. */
export interface FlowDocument {
  readonly id: string
  readonly title?: string
  readonly description?: string
  /** The document's own names for connections, with the connector of each. */
  readonly connections: Dict<ConnectorId>
  readonly trigger: FlowTrigger
  readonly steps: readonly FlowStep[]
}

export interface FlowTrigger {
  readonly operation: OperationName
  readonly connection?: string
  /** Fixed: there is nothing yet that an expression could read. */
  readonly input: JsonObject
}

export interface FlowStep {
  readonly id: string
  readonly operation: OperationName
  readonly connection?: string
  /** The step is skipped unless this holds, as `$boolean` sees it. */
  readonly when?: Expression
  /** The step runs once for each value; its output is the array of theirs. */
  readonly forEach?: Expression
  /** How many values `forEach` may give. @default 1_000 */
  readonly limit: number
  readonly input: Template
  readonly retry?: Retry
  readonly onError: OnError
  readonly inDoubt: InDoubt
  /** Where the step stands: `/steps/0`. */
  readonly pointer: Pointer
}

/** Never for an operation whose effect is `once`. */
export interface Retry {
  /** In all. */
  readonly attempts: number
  /** Milliseconds before the second attempt. */
  readonly every: number
  /** What each further wait is multiplied by. */
  readonly factor: number
}

export const onErrors = ['fail', 'skip', 'continue'] as const
/** What a failed step does: ends the run, reads as absent, or reads as `null`. */
export type OnError = (typeof onErrors)[number]

export const inDoubts = ['confirm', 'wait', 'retry', 'skip'] as const
/** What decides when nobody knows whether a `once` operation had its effect. */
export type InDoubt = (typeof inDoubts)[number]

/** What a step can't be named: expressions, or reports, use it for something else. */
export const reservedNames: readonly string[] = ['trigger', 'steps', 'index']
