import { type JackfieldError, operationUnknown } from '../errors/index.ts'
import type { BoundCall } from './bound-call.ts'
import { nameOf } from './name-of.ts'

/** A revision that another state of the host's code registered: its functions went with it. */
export function functionMissing(call: BoundCall): JackfieldError {
  return operationUnknown(`${nameOf(call)} is of a revision whose functions this process does not have.`, {
    hint: 'Approve what is held for its connector, or register the connector as it was.',
  })
}
