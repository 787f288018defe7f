import { argumentInvalid } from '../errors/index.ts'
import { type HttpCall, type Json, valueAt } from '../model/index.ts'
import { assertInput } from './assert-input.ts'
import type { BoundCall, CallRequest, Outcome } from './bound-call.ts'
import { buildRequest, scopeOf } from './build-request.ts'
import { checkOutput } from './check-output.ts'
import { collectPages } from './collect-pages.ts'
import { functionMissing } from './function-missing.ts'
import { nameOf } from './name-of.ts'
import { runCode } from './run-code.ts'
import { absent, elementsAt, findElement, wantedBy } from './select-result.ts'
import { sendBuilt } from './send-built.ts'

/**
 * Calls an action: input checked, templates filled in, sent (again, where its effect allows), the result unwrapped and
 * checked. Throws `JackfieldError`; where its `doubt` is true, the call may have had its effect (Law 5).
 */
export async function invoke(call: BoundCall, request: CallRequest): Promise<Outcome> {
  assertInput(call, request)
  const output = await callOperation(call, request)
  return { output, warnings: checkOutput(call, output) }
}

function callOperation(call: BoundCall, request: CallRequest): Promise<Json> {
  const { http, code } = call.operation
  if (call.code !== undefined) return runCode(call, call.code, request)
  if (http !== undefined) return callHttp(call, http, request)
  if (code !== undefined && code.poll === undefined) throw functionMissing(call)
  throw argumentInvalid(`${nameOf(call)} can't be called: it is a ${call.operation.kind}.`, {
    hint: 'Actions are called; a trigger is listened to.',
  })
}

async function callHttp(call: BoundCall, http: HttpCall, request: CallRequest): Promise<Json> {
  const built = buildRequest(call, http, request)
  const { result } = http
  const wanted = result === undefined ? undefined : wantedBy(result, scopeOf(call, request))
  const { pages } = call.operation
  if (pages !== undefined && result !== undefined)
    return collectPages({ call, http, request, pages, result, wanted }, built)
  const { body } = await sendBuilt(built, { call, http, request })
  if (result === undefined) return body
  const found =
    wanted === undefined ? valueAt(body, result.at) : findElement(elementsAt(body, result.at, call), wanted, call)
  return found === undefined ? absent(result, call) : found
}
