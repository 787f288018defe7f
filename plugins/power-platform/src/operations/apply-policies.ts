import type { Operation } from '@jackfield/core'
import type { OperationRead } from '@jackfield/openapi'
import type { Feature } from '../features.ts'
import type { PolicyInstance } from '../properties/index.ts'

interface Applying {
  readonly read: OperationRead
  readonly policies: readonly PolicyInstance[]
}

export function applyPolicies(
  operation: Operation,
  _applying: Applying,
): { readonly operation: Operation; readonly lacks?: Feature } {
  return { operation }
}
