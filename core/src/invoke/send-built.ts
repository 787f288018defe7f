import { answerUnreadable, operationFailed } from '../errors/index.ts'
import {
  isSuccess,
  readJson,
  serviceMessage,
  statusFailure,
  type TransportRequest,
  type TransportResponse,
} from '../http/index.ts'
import { canonicalJson, type Dict, type HttpCall, type Json, type Succeeds, valueAt } from '../model/index.ts'
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

async function attempt(built: BuiltRequest, { call, http, request }: Sending): Promise<Received> {
  const answer = await call.transport.send(transportRequest(built, { call, http, request }))
  if (!isSuccess(answer.status)) {
    const { succeeds } = http
    throw statusFailure(answer, describe(call, http, built), { now: call.clock.now(), message: succeeds?.message })
  }
  const body = readBody(answer, () => describe(call, http, built))
  if (http.succeeds !== undefined)
    assertSucceeded(http.succeeds, { answer, body, what: () => describe(call, http, built) })
  return { body, bytes: answer.body, headers: answer.headers, redact: (text) => answer.redact(text) }
}

function transportRequest(built: BuiltRequest, { call, http, request }: Sending): TransportRequest {
  return {
    method: http.method,
    url: fullUrl(built),
    headers: built.headers,
    timeout: http.timeout,
    ...(built.body !== undefined && { body: built.body }),
    ...(call.signer !== null && { signer: call.signer }),
    ...(request.signal !== undefined && { signal: request.signal }),
  }
}

/** The request as errors may show it, without its query. */
function describe(call: BoundCall, http: HttpCall, built: BuiltRequest): string {
  return `${nameOf(call)} failed: ${http.method} ${built.url}`
}

function readBody(answer: TransportResponse, what: () => string): Json {
  try {
    return readJson(answer.body)
  } catch {
    const type = answer.headers['content-type']?.split(';', 1)[0] ?? 'no content type'
    throw answerUnreadable(answer.redact(`${what()} was answered with something that is not JSON (${type}).`), {
      status: answer.status,
      hint: 'Check that the path is that of the API, and that the service answers in JSON.',
      doubt: true,
    })
  }
}

/** An answer without the sign that it should have says neither yes nor no, hence the doubt. */
function assertSucceeded(
  succeeds: Succeeds,
  { answer, body, what }: { readonly answer: TransportResponse; readonly body: Json; readonly what: () => string },
): void {
  const sign = valueAt(body, succeeds.at)
  if (sign === succeeds.equals || canonicalJson(sign) === canonicalJson(succeeds.equals)) return
  const words = serviceMessage(answer, succeeds.message) ?? `${succeeds.at} is not ${JSON.stringify(succeeds.equals)}`
  throw operationFailed(`${answer.redact(what())} was answered: ${words}`, {
    status: answer.status,
    doubt: sign === undefined,
  })
}
