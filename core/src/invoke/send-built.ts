import { isSuccess, readJson, statusFailure, type TransportRequest, type TransportResponse } from '../http/index.ts'
import type { Dict, HttpCall, Json, PolicyUse } from '../model/index.ts'
import { answerPlanOf } from './answer/answer-plan.ts'
import { assertSucceeded } from './answer/assert-succeeded.ts'
import { createFileReceiver } from './answer/file-receiver.ts'
import { type Reading, readAnswer } from './answer/read-answer.ts'
import type { BoundCall, CallRequest } from './bound-call.ts'
import { type BuiltRequest, fullUrl } from './build-request.ts'
import { nameOf } from './name-of.ts'
import { createPolicies } from './policy/policies.ts'
import type { PolicyAnswer, PolicyRequest } from './policy/policy.ts'
import { shapeAnswer } from './policy/shape-answer.ts'
import { checkedRequest, type Shaping, shapeRequest } from './policy/shape-request.ts'
import { retry } from './retry.ts'

/** An answer that says that the call succeeded. */
export interface Received {
  readonly status: number
  readonly body: Json
  /** As it came. */
  readonly bytes: Uint8Array
  /** What it was asked for at, unsigned. */
  readonly url: string
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

/** What came back, and how it is read. */
interface Came {
  readonly answer: TransportResponse
  /** Asked for. */
  readonly url: string
  /** The reference of a file that was taken as it came. */
  readonly file: Json | undefined
  readonly reading: Reading
}

const noPolicies = createPolicies([])

/** Sends one request, again where its effect allows, and reads the answer. Throws `operation-failed` besides. */
export function sendBuilt(built: BuiltRequest, sending: Sending): Promise<Received> {
  const { policies } = sending.http
  return policies === undefined ? sendAttempts(built, sending) : sendByPolicies(built, sending, policies)
}

/** Requests are made before the first attempt, so that all of them are the same. */
async function sendByPolicies(built: BuiltRequest, sending: Sending, uses: readonly PolicyUse[]): Promise<Received> {
  const { call, http, request } = sending
  const policies = (call.policies ?? noPolicies).bound(uses, { connector: call.connector, operation: call.operation })
  const { settings, derived, operation } = call
  const context = {
    operation: operation.id,
    settings,
    derived,
    input: request.input,
    follows: built.follows === true,
    ask: (asked: PolicyRequest) => askFirst(asked, sending),
  }
  const shaping = { call, http, policies, context }
  const receive = (came: Came): Promise<Received> => readByPolicies(came, shaping)
  return sendAttempts(await shapeRequest(built, shaping), sending, receive)
}

/** What a policy has to know before the request goes. */
async function askFirst(asked: PolicyRequest, { call, http, request }: Sending): Promise<PolicyAnswer> {
  const { method, url, headers, body } = checkedRequest(asked)
  const answer = await call.transport.send({
    method,
    url,
    headers,
    timeout: http.timeout,
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(call.signer !== null && { signer: call.signer }),
    ...(request.signal !== undefined && { signal: request.signal }),
  })
  return {
    status: answer.status,
    headers: answer.headers,
    body: answer.body.length === 0 ? null : anyBody(answer.body),
  }
}

type Receive = (came: Came) => Received | Promise<Received>

function sendAttempts(built: BuiltRequest, sending: Sending, receive: Receive = readPlain): Promise<Received> {
  const { call, http, request } = sending
  const attempts = call.operation.effect === 'once' ? 1 : http.attempts
  if (attempts === 1) return attempt(built, sending, receive)
  return retry(() => attempt(built, sending, receive), { attempts, clock: call.clock, signal: request.signal })
}

async function attempt(built: BuiltRequest, sending: Sending, receive: Receive): Promise<Received> {
  const { call, http } = sending
  const plan = answerPlanOf(http, call)
  const file = plan.kind === 'file' ? createFileReceiver(http, call) : undefined
  const body = typeof built.body === 'function' ? await built.body() : built.body
  const request = { ...transportRequest(built, sending), ...(body !== undefined && { body }) }
  const answer = await call.transport.send(file === undefined ? request : { ...request, receive: file.receive })
  const what = (): string => describe(call, http, built)
  const received = receive({ answer, url: request.url, file: file?.reference(), reading: { call, http, plan, what } })
  return received instanceof Promise ? await received : received
}

function readPlain({ answer, url, file, reading }: Came): Received | Promise<Received> {
  const { call, http, what } = reading
  if (!isSuccess(answer.status))
    throw statusFailure(answer, what(), { now: call.clock.now(), message: http.succeeds?.message })
  const read = file ?? readAnswer(answer, reading)
  if (read instanceof Promise) return read.then((body) => received({ answer, url }, body, answer))
  return received({ answer, url }, read, answer)
}

/** As the policies see it; what `succeeds` asks is asked of what they make of it. */
async function readByPolicies(came: Came, shaping: Shaping): Promise<Received> {
  const { answer, url, reading } = came
  const { call, http, what } = reading
  const { status, headers, body } = await shapeAnswer(await policyAnswer(came), shaping)
  const redact = (text: string, shortest?: number): string => answer.redact(text, shortest)
  const shaped: TransportResponse = { status, headers, body: answer.body, redact }
  if (!isSuccess(status))
    throw statusFailure(shaped, what(), { now: call.clock.now(), message: http.succeeds?.message })
  if (http.succeeds !== undefined) assertSucceeded(http.succeeds, { answer: shaped, body, what })
  return received({ answer, url }, body, { status, headers })
}

async function policyAnswer({ answer, file, reading }: Came): Promise<PolicyAnswer> {
  const { status, headers } = answer
  if (!isSuccess(status)) return { status, headers, body: anyBody(answer.body) }
  const { succeeds: _, ...http } = reading.http
  return { status, headers, body: file ?? (await readAnswer(answer, { ...reading, http })) }
}

/** JSON where it is, else text. */
function anyBody(bytes: Uint8Array): Json {
  try {
    return readJson(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

function received(
  { answer, url }: Pick<Came, 'answer' | 'url'>,
  body: Json,
  { status, headers }: Pick<PolicyAnswer, 'status' | 'headers'>,
): Received {
  return { status, body, bytes: answer.body, headers, url, redact: (text) => answer.redact(text) }
}

function transportRequest(built: BuiltRequest, { call, http, request }: Sending): TransportRequest {
  return {
    method: built.method ?? http.method,
    url: fullUrl(built),
    headers: built.headers,
    timeout: http.timeout,
    ...(call.signer !== null && { signer: call.signer }),
    ...(request.signal !== undefined && { signal: request.signal }),
  }
}

/** The request as errors may show it, without its query. */
function describe(call: BoundCall, http: HttpCall, built: BuiltRequest): string {
  return `${nameOf(call)} failed: ${built.method ?? http.method} ${built.url}`
}
