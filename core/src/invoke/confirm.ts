import { argumentInvalid } from '../errors/index.ts'
import { isJsonObject, type Json } from '../model/index.ts'
import type { BoundCall, CallRequest } from './bound-call.ts'
import { scopeOf } from './build-request.ts'
import { invalidOutput } from './check-output.ts'
import { evaluateTemplate } from './evaluate-template.ts'
import { invoke } from './invoke.ts'
import { nameOf } from './name-of.ts'

/**
 * Asks about a call in doubt. `call` and `request` are that call's, `confirmCall` is its operation's `confirm`. `null`
 * says that it did not happen; anything else is its output. Throws `output-invalid` where that does not fit, and what
 * {@link invoke} throws: the doubt stays then.
 */
export async function confirm(call: BoundCall, confirmCall: BoundCall, request: CallRequest): Promise<Json> {
  const declared = call.operation.confirm
  const input = declared === undefined ? undefined : evaluateTemplate(declared.input, scopeOf(call, request))
  if (!isJsonObject(input)) throw argumentInvalid(`${nameOf(call)} has no "confirm" whose input is an object.`)
  const { output } = await invoke(confirmCall, { ...request, input })
  if (output === null) return null
  const problems = call.validators.output(call.operation)(output)
  if (problems.length > 0) throw invalidOutput(call, problems)
  return output
}
