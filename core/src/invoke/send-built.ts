import { isSuccess, statusFailure, type TransportRequest } from '../http/index.ts'
import type { Dict, HttpCall, Json } from '../model/index.ts'
import { answerPlanOf } from './answer/answer-plan.ts'
import { createFileReceiver } from './answer/file-receiver.ts'
import { readAnswer } from './answer/read-answer.ts'
import type { BoundCall, CallRequest } from './bound-call.ts'
import { type BuiltRequest, fullUrl } from './build-request.ts'
import { nameOf } from './name-of.ts'
import { retry } from './retry.ts'

/** An answer that says that the call succeeded. */
export interface Received {
  readonly body: Json
  /** As it came. */
  readonly bytes: Uint8Array
  /** Lower-case names. */
  readonly headers: Dict<string>
  /** Takes out of text what signed the request: for what the service says. */
  redact(text: string): string
}

export interface Sending {
  readonly call: BoundCall
  readonly http: HttpCall
  readonly request: CallRequest
}

/** Sends one request, again where its effect allows, and reads the answer. Throws `operation-failed` besides. */
export function sendBuilt(built: BuiltRequest, sending: Sending): Promise<Received> {
  const { call, http, request } = sending
  const attempts = call.operation.effect === 'once' ? 1 : http.attempts
  if (attempts === 1) return attempt(built, sending)
  return retry(() => attempt(built, sending), { attempts, clock: call.clock, signal: request.signal })
}

async function attempt(built: BuiltRequest, sending: Sending): Promise<Received> {
  const { call, http } = sending
  const plan = answerPlanOf(http, call)
  const file = plan.kind === 'file' ? createFileReceiver(http, call) : undefined
  const body = typeof built.body === 'function' ? await built.body() : built.body
  const request = { ...transportRequest(built, sending), ...(body !== undefined && { body }) }
  const answer = await call.transport.send(file === undefined ? request : { ...request, receive: file.receive })
  const what = (): string => describe(call, http, built)
  if (!isSuccess(answer.status))
    throw statusFailure(answer, what(), { now: call.clock.now(), message: http.succeeds?.message })
  const read = file?.reference() ?? readAnswer(answer, { call, http, plan, what })
  return {
    body: read instanceof Promise ? await read : read,
    bytes: answer.body,
    headers: answer.headers,
    redact: (text) => answer.redact(text),
  }
}

function transportRequest(built: BuiltRequest, { call, http, request }: Sending): TransportRequest {
  return {
    method: http.method,
    url: fullUrl(built),
    headers: built.headers,
    timeout: http.timeout,
    ...(call.signer !== null && { signer: call.signer }),
    ...(request.signal !== undefined && { signal: request.signal }),
  }
}

/** The request as errors may show it, without its query. */
function describe(call: BoundCall, http: HttpCall, built: BuiltRequest): string {
  return `${nameOf(call)} failed: ${http.method} ${built.url}`
}
