import { answerUnreadable } from '../../errors/index.ts'
import { readJson, serviceMessage, type TransportResponse } from '../../http/index.ts'
import { canonicalJson, essence, type HttpCall, type Json, mediaKind } from '../../model/index.ts'
import type { BoundCall } from '../bound-call.ts'
import type { AnswerPlan } from './answer-plan.ts'
import { assertSucceeded } from './assert-succeeded.ts'
import { decodeText } from './decode-text.ts'

export interface Reading {
  readonly call: BoundCall
  readonly http: HttpCall
  readonly plan: AnswerPlan
  /** The request as errors may show it. */
  what(): string
}

/**
 * The value of an answer in memory. An answer without a body is `null`; text that is empty is text. Throws
 * `answer-unreadable`, and `operation-failed` where it says that it did not succeed.
 */
export function readAnswer(answer: TransportResponse, reading: Reading): Json | Promise<Json> {
  const { kind } = reading.plan
  if (kind === 'json') return readAsJson(answer, reading, () => textOfAnything(answer, reading))
  if (answer.status === 204 || answer.status === 205) return null
  if (kind === 'file') return refuseFile(answer, reading)
  const { call, plan, what } = reading
  try {
    const text = decodeText(answer.body, answer.headers['content-type'], kind)
    return kind === 'text' ? text : readAsXml(text, answer, { call, plan, what, http: reading.http })
  } catch (error) {
    throw unreadable(answer, reading, `${kind === 'xml' ? 'XML' : 'text'} (${messageOf(error)})`)
  }
}

/**
 * Plain text, for what is no JSON, where nothing says what is answered: a document that describes no body is no promise
 * of JSON.
 */
function textOfAnything(answer: TransportResponse, { call, http }: Reading): string | undefined {
  const { answer: asked, succeeds, result } = http
  if (asked !== undefined || succeeds !== undefined || result !== undefined || typeOf(answer) !== 'text/plain')
    return undefined
  const { kind, output } = call.operation
  const isAnything = kind === 'action' && (output === true || canonicalJson(output) === '{}')
  return isAnything ? decodeText(answer.body, answer.headers['content-type'], 'text') : undefined
}

/** `otherwise`: what it is where it is not JSON; undefined where it has to be. */
function readAsJson(
  answer: TransportResponse,
  { http, what }: Pick<Reading, 'http' | 'what'>,
  otherwise: () => string | undefined = () => undefined,
): Json {
  const body = parse(answer, what, otherwise)
  if (http.succeeds !== undefined) assertSucceeded(http.succeeds, { answer, body, what })
  return body
}

function parse(answer: TransportResponse, what: () => string, otherwise: () => string | undefined): Json {
  try {
    return readJson(answer.body)
  } catch {
    const text = otherwise()
    if (text !== undefined) return text
    throw answerUnreadable(
      answer.redact(`${what()} was answered with something that is not JSON (${typeOf(answer)}).`),
      {
        status: answer.status,
        hint: 'Check that the path is that of the API, and that the service answers in JSON.',
        doubt: true,
      },
    )
  }
}

/** The parser is loaded by the first answer that needs it. */
async function readAsXml(text: string, answer: TransportResponse, reading: Reading): Promise<Json> {
  const { readXml } = await import('../xml/read-xml.ts')
  let body: Json
  try {
    body = text.trim() === '' ? null : readXml(text, reading.plan.schema, reading.call.connector.schemas)
  } catch (error) {
    throw unreadable(answer, reading, `XML (${messageOf(error)})`)
  }
  const { http, what } = reading
  if (http.succeeds !== undefined) assertSucceeded(http.succeeds, { answer, body, what })
  return body
}

/** Where a file was asked for, JSON says why there is none, and a page is a page about logging in. */
function refuseFile(answer: TransportResponse, { http, what }: Reading): never {
  if (http.succeeds !== undefined && mediaKind(typeOf(answer)) === 'json') readAsJson(answer, { http, what })
  const words = serviceMessage(answer, http.succeeds?.message)
  const said = words === undefined ? '.' : `: ${words}`
  throw answerUnreadable(
    answer.redact(`${what()} was answered with ${typeOf(answer)} instead of ${http.answer?.mediaType}${said}`),
    { status: answer.status, hint: 'Check what the service answers, and the "accept" of the operation.', doubt: true },
  )
}

function unreadable(answer: TransportResponse, { what, http }: Reading, wanted: string): Error {
  return answerUnreadable(answer.redact(`${what()} was answered with something that is not ${wanted}.`), {
    status: answer.status,
    hint: `It came as ${typeOf(answer)}; asked for was ${http.answer?.mediaType}.`,
    doubt: true,
  })
}

function typeOf(answer: TransportResponse): string {
  return essence(answer.headers['content-type'] ?? '') || 'no content type'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replaceAll(/\s+/g, ' ').slice(0, 120) : String(error)
}
