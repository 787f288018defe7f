import type { Connector, Pointer } from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'
import { availableIn, capitalised, type PlacedOperation } from './check.ts'
import { callsOf } from './check-paths.ts'

const hour = 3_600_000
/** What a timer can wait (2^31 ms). */
const longestTimer = 2 ** 31 - 1

/** Requests that HTTP allows, and times that make sense. */
export function* checkCalls(connector: Connector): Iterable<Mistake> {
  for (const placed of availableIn(connector)) {
    const { operation, at, name } = placed
    for (const { http, at: call } of callsOf(placed)) {
      if (http.body !== undefined && (http.method === 'GET' || http.method === 'HEAD'))
        yield bodyOf(name, http.method, `${call}/body/value`)
      yield* checkTime(`the timeout of ${name}`, http.timeout, `${call}/timeout`, hour)
    }
    yield* checkPollTimes(placed)
    if (operation.code !== undefined)
      yield* checkTime(`the timeout of ${name}`, operation.code.timeout, `${at}/code/timeout`, hour)
  }
}

/** A client may send one with GET to a service that is known to want it (RFC 9110, section 9.3.1). */
function bodyOf(name: string, method: 'GET' | 'HEAD', at: Pointer): Mistake {
  const message = `${capitalised(name)} sends a body with ${method}, which`
  if (method === 'HEAD')
    return {
      code: 'body-refused',
      message: `${message} has none (RFC 9110 section 9.3.2).`,
      pointer: at,
      hint: 'put it into the query, or use POST.',
    }
  return {
    code: 'body-unusual',
    severity: 'warning',
    message: `${message} few services read (RFC 9110 section 9.3.1).`,
    pointer: at,
    hint: 'put it into the query, or use POST, unless the service asks for it.',
  }
}

function* checkPollTimes({ operation: { poll, code }, at, name }: PlacedOperation): Iterable<Mistake> {
  const every = poll?.every ?? code?.poll?.every
  const window = poll?.dedupe.window ?? code?.poll?.window
  const [everyAt, windowAt] =
    poll === undefined ? ['code/poll/every', 'code/poll/window'] : ['poll/every', 'poll/dedupe/window']
  if (every !== undefined)
    yield* checkTime(`the time between polls of ${name}`, every, `${at}/${everyAt}`, longestTimer)
  if (window !== undefined)
    yield* checkTime(`the dedupe window of ${name}`, window, `${at}/${windowAt}`, Number.MAX_SAFE_INTEGER)
}

function* checkTime(name: string, milliseconds: number, at: string, most: number): Iterable<Mistake> {
  if (milliseconds >= 1 && milliseconds <= most) return
  const message = `${capitalised(name)} is ${milliseconds < 1 ? 'none' : 'too long'}.`
  const hint =
    milliseconds < 1 ? 'give it some time, such as 30s.' : `make it ${most / hour >= 24 ? '24d' : '1h'} at most.`
  yield { code: 'time-refused', message, pointer: at, hint }
}
