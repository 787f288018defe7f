import type { Connector } from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'
import { capitalised, operationsOf } from './check.ts'
import { callsOf } from './check-paths.ts'

const hour = 3_600_000
/** What a timer can wait (2^31 ms). */
const longestTimer = 2 ** 31 - 1

/** Requests that HTTP allows, and times that make sense. */
export function* checkCalls(connector: Connector): Iterable<Mistake> {
  for (const placed of operationsOf(connector)) {
    const { operation, at, name } = placed
    for (const { http, at: call } of callsOf(placed)) {
      if (http.body !== undefined && ['GET', 'HEAD'].includes(http.method))
        yield {
          code: 'body-refused',
          message: `${capitalised(name)} sends a body with ${http.method}, which has none (RFC 9110 section 9.3.1).`,
          pointer: `${call}/body/value`,
          hint: 'put it into the query, or use POST.',
        }
      yield* checkTime(`the timeout of ${name}`, http.timeout, `${call}/timeout`, hour)
    }
    if (operation.poll !== undefined) {
      yield* checkTime(`the time between polls of ${name}`, operation.poll.every, `${at}/poll/every`, longestTimer)
      yield* checkTime(
        `the dedupe window of ${name}`,
        operation.poll.dedupe.window,
        `${at}/poll/dedupe/window`,
        Number.MAX_SAFE_INTEGER,
      )
    }
  }
}

function* checkTime(name: string, milliseconds: number, at: string, most: number): Iterable<Mistake> {
  if (milliseconds >= 1 && milliseconds <= most) return
  const message = `${capitalised(name)} is ${milliseconds < 1 ? 'none' : 'too long'}.`
  const hint =
    milliseconds < 1 ? 'give it some time, such as 30s.' : `make it ${most / hour >= 24 ? '24d' : '1h'} at most.`
  yield { code: 'time-refused', message, pointer: at, hint }
}
