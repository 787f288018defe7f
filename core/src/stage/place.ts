import type { Scope } from '../model/index.ts'

/**
 * Where a connector comes from: an entry of a folder that is watched for a scope (several may watch the same folder).
 */
export interface Place {
  readonly scope: Scope
  /** Absolute. */
  readonly path: string
}
