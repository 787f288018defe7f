import { type OperationName, operationName } from '../model/index.ts'
import type { BoundCall } from './bound-call.ts'

/** The operation as errors name it. */
export function nameOf(call: Pick<BoundCall, 'connector' | 'operation'>): OperationName {
  return operationName(call.connector.id, call.operation.id)
}
