import type { Operation } from '@jackfield/core'
import type { OperationRead } from '@jackfield/openapi'
import type { PolicyInstance } from '../properties/index.ts'

export function readTrigger(read: OperationRead, _policies: readonly PolicyInstance[]): Operation {
  return read.read
}
