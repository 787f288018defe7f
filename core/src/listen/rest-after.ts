import { backOff } from './back-off.ts'
import type { Failures } from './failures.ts'
import type { Outcome } from './try-poll.ts'

interface Resting {
  /** Milliseconds since the poll began. */
  readonly elapsed: number
  /** The listener's interval, in milliseconds. */
  readonly every: number
  readonly failures: Failures
  readonly random: () => number
}

/** How many milliseconds a listener rests after a poll: for ever where only a `refresh` can help. */
export function restAfter(outcome: Outcome, { elapsed, every, failures, random }: Resting): number | 'end' {
  if (outcome.kind === 'gone') return 'end'
  if (outcome.kind === 'done') return outcome.rest ?? Math.max(0, every - elapsed)
  if (outcome.kind === 'tended') return outcome.rest
  if (outcome.kind === 'superseded') return 0
  if (outcome.kind === 'unserved') return Number.POSITIVE_INFINITY
  const count = failures.add(outcome)
  if (outcome.kind === 'paused') return Number.POSITIVE_INFINITY
  return backOff({ failures: count, every, retryAfter: retryAfterOf(outcome.error), random })
}

function retryAfterOf(error: unknown): number | undefined {
  return error instanceof Error && 'retryAfter' in error && typeof error.retryAfter === 'number'
    ? error.retryAfter
    : undefined
}
