import {
  type ErrorCode,
  isJackfieldError,
  isJsonObject,
  type JackfieldError,
  type Json,
  type JsonObject,
} from '@jackfield/core'
import type { Retry } from '../document/index.ts'
import { ExpressionError } from '../expression/index.ts'
import { failLine } from './fail-line.ts'
import { fill } from './fill.ts'
import { absent, outputOf, type StepResult } from './journal.ts'
import type { Sent } from './run-record.ts'
import { Interrupted, Waits } from './run-room.ts'
import { settleDoubt } from './settle-doubt.ts'
import { CallFailed, emitStep, runCallOf, type StepCall } from './step-call.ts'

/** An answer that never came is asked for again where that does no harm, also without the step's `retry` (Law 5). */
const unanswered: Retry = { attempts: 3, every: 1_000, factor: 2 }

/** Whoever asks again gets the same answer. */
const final: ReadonlySet<ErrorCode> = new Set([
  'connection-required',
  'connection-unknown',
  'input-invalid',
  'operation-unknown',
  'origin-refused',
  'path-refused',
  'template-absent',
])

/** How often a call in doubt is sent before a person has to look. */
const mostDoubts = 5

/**
 * Makes the call, or takes it up where the journal left it: an input that was journaled is never evaluated again; a
 * call that may have been sent is sent again if its effect allows that, else it is in doubt (Law 5). Throws {@link
 * CallFailed}.
 */
export async function callStep(call: StepCall): Promise<StepResult> {
  const entry = call.journal.at(call.line)
  if (entry === undefined || entry.status === 'each') return send(call, { input: await inputOf(call), attempt: 1 })
  switch (entry.status) {
    case 'done':
      return outputOf(entry.output)
    case 'skipped':
      return absent
    case 'failed':
      throw new CallFailed(entry.message)
    case 'sent':
      return call.operation.effect === 'once' ? doubt(call, entry) : send(call, entry)
    case 'cleared':
      return send(call, { input: entry.input, attempt: entry.attempt + 1 })
    case 'in-doubt':
      return settle(call, entry, entry.since)
  }
}

async function inputOf(call: StepCall): Promise<JsonObject> {
  try {
    const input = await fill(call.step.input, call.scope, { moment: call.run.moment, limits: call.room.limits })
    if (isJsonObject(input)) return input
    throw new ExpressionError('It is not an object.')
  } catch (error) {
    if (error instanceof ExpressionError) return failLine(call, `The input can't be made: ${error.message}`)
    throw error
  }
}

async function send(call: StepCall, { input, attempt }: Sent): Promise<StepResult> {
  const { room, journal, line, operation } = call
  await journal.write('journal-attempt', line, { status: 'sent', input, attempt })
  try {
    const { output } = await room.host.invoke(runCallOf(call, input))
    return await done(call, output)
  } catch (error) {
    if (error instanceof CallFailed) return failLine(call, error.message, { input, attempt })
    if (room.cutting.aborted) throw new Interrupted('The kernel is closing.', { cause: error })
    if (!isJackfieldError(error)) throw error
    if (error.doubt && operation.effect === 'once') return doubt(call, { input, attempt })
    return again(call, { input, attempt }, error)
  }
}

async function again(call: StepCall, { input, attempt }: Sent, error: JackfieldError): Promise<StepResult> {
  const { room, step, operation } = call
  const retry = step.retry ?? (error.doubt ? unanswered : undefined)
  const over = retry === undefined || attempt >= retry.attempts || operation.effect === 'once' || final.has(error.code)
  if (over) return failLine(call, error.message, { input, attempt })
  const pause = Math.max(retry.every * retry.factor ** (attempt - 1), error.retryAfter ?? 0)
  await room.host.clock.sleep(pause, room.closing).catch((cause: unknown) => {
    throw new Interrupted('The kernel is closing.', { cause })
  })
  return send(call, { input, attempt: attempt + 1 })
}

/** From here on nothing was sent any more. */
async function doubt(call: StepCall, { input, attempt }: Sent): Promise<StepResult> {
  const since = call.room.host.clock.now()
  await call.journal.write('journal-result', call.line, { status: 'in-doubt', input, attempt, since })
  emitStep(call, { status: 'in-doubt', message: 'Nobody knows whether it had its effect.' })
  return settle(call, { input, attempt }, since)
}

async function settle(call: StepCall, { input, attempt }: Sent, since: number): Promise<StepResult> {
  const verdict = await settleDoubt(call, input, since)
  if (verdict.kind === 'again' && attempt >= mostDoubts)
    throw new Waits(call.step.id, `It was sent ${attempt} times, and each time nobody knows whether it had its effect.`)
  if (verdict.kind === 'again') return send(call, { input, attempt: attempt + 1 })
  if (verdict.kind === 'happened') return done(call, verdict.output)
  await call.journal.write('journal-result', call.line, { status: 'skipped' })
  emitStep(call, { status: 'skipped' })
  return absent
}

async function done(call: StepCall, output: Json): Promise<StepResult> {
  await call.journal.write('journal-result', call.line, { status: 'done', output })
  emitStep(call, { status: 'done', output })
  return outputOf(output)
}
