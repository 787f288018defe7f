import { splitOperation } from '@jackfield/core'
import type { FieldReader } from './field-reader.ts'

/** `connector.operation`. */
export function readOperation(reader: FieldReader): string | undefined {
  const name = reader.text('operation', 'required')
  if (name === undefined || splitOperation(name) !== null) return name
  reader.problem('operation', {
    code: 'operation-invalid',
    message: `"${name}" does not name an operation.`,
    hint: 'Write the connector and the operation: "production-tracker.getOrder".',
  })
  return undefined
}
