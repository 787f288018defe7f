import { type JackfieldError, operationUnknown } from '../errors/index.ts'
import type { BoundCall } from './bound-call.ts'
import { nameOf } from './name-of.ts'

/** A revision that an earlier process of the host registered, and this one does not: its functions went with it. */
export function functionMissing(call: BoundCall): JackfieldError {
  return operationUnknown(`${nameOf(call)} is of a revision whose functions this process does not have.`, {
    hint: 'Register its connector as it was, or approve its removal.',
  })
}
