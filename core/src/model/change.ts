import type { ConnectorId } from './ids.ts'
import type { Json } from './json.ts'
import type { Pointer } from './pointer.ts'
import type { Problem } from './problem.ts'

export type Side = 'input' | 'output' | 'connection' | 'trigger' | 'transport'
export type Level = 'breaking' | 'risky' | 'safe'

/** One difference between two revisions of a connector. */
export interface Change {
  /** One of the kinds of the contract, such as `output.removed`. */
  readonly kind: string
  readonly level: Level
  readonly connector: ConnectorId
  /** The bare id in the base (in the revision where it was added); `null` at connector level. */
  readonly operation: string | null
  /** Into the model by property path, never through `allOf`; references are followed. */
  readonly pointer: Pointer
  readonly side: Side
  readonly message: string
  readonly before?: Json
  readonly after?: Json
  readonly rename?: Rename
  readonly fingerprint: string
}

/** `from` and `to` are names, or pointers where the parent differs. */
export interface Rename {
  readonly from: string
  readonly to: string
  /** 0 to 1; 1 where `formerly` declares it. */
  readonly confidence: number
}

export interface DiffReport {
  readonly schema: 'jackfield.diff/1'
  readonly complete: boolean
  readonly problems: readonly Problem[]
  readonly base: string
  readonly revision: string
  readonly level: Level | 'none'
  readonly changes: readonly Change[]
}
