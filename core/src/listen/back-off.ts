const bound = 10
const retryAfterAtMost = 24 * 60 * 60 * 1000

interface BackOff {
  /** How often it has failed in a row, from 1. */
  readonly failures: number
  /** The listener's interval, in milliseconds. */
  readonly every: number
  /** What the service asked for, in milliseconds. */
  readonly retryAfter?: number | undefined
  readonly random: () => number
}

/**
 * Milliseconds to wait after a failed poll: doubling with jitter, at least `every`, at most ten times `every`, and
 * never less than the service asked for (up to a day).
 */
export function backOff({ failures, every, retryAfter = 0, random }: BackOff): number {
  const ceiling = every * Math.min(bound, 2 ** failures)
  return Math.max((ceiling / 2) * (1 + random()), Math.min(retryAfter, retryAfterAtMost))
}
