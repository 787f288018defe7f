import type { ParameterSet } from './connection-parameter.ts'
import type { PolicyInstance } from './policy-instance.ts'

/** What `apiProperties.json` says. */
export interface Properties {
  /** At least one. */
  readonly sets: readonly ParameterSet[]
  /** Whether it says what a connection is made of, nothing included. */
  readonly saysConnections: boolean
  readonly policies: readonly PolicyInstance[]
  readonly script: Script
  readonly publisher?: string
}

/** Which operations the author's code serves: none, all, or those named. */
export type Script = 'none' | 'all' | ReadonlySet<string>
