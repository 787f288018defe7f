import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../model/index.ts'

/** A clock that stands still until it is moved. */
export interface VirtualClock extends Clock {
  /**
   * Moves on, stopping at each moment that something sleeps until, in order; resolves when what woke up has had its
   * turn. It does not wait for a network: await what you are waiting for besides. Throws `RangeError` for a negative
   * time.
   *
   * @param milliseconds at least 0.
   */
  advance(milliseconds: number): Promise<void>
}

interface Sleeper {
  readonly until: number
  wake(): void
}

/**
 * Makes a clock for tests: `createKernel({ clock })`, `testConnector(…, { clock })`.
 *
 * @param start a date as `new Date()` takes it.
 * @example
 * ```ts
 * import { virtualClock } from '@jackfield/core/testing'
 *
 * const clock = virtualClock('2026-11-23T10:00:00Z')
 * const woken = clock.sleep(60_000)
 * await clock.advance(60_000)
 * await woken
 * ```
 */
export function virtualClock(start: string | number | Date = '2026-01-01T00:00:00Z'): VirtualClock {
  let now = new Date(start).getTime()
  if (Number.isNaN(now)) throw new RangeError(`A virtual clock can't start at ${String(start)}: it is no date.`)
  const sleepers = new Set<Sleeper>()
  const nextOf = (until: number): Sleeper | undefined =>
    [...sleepers].filter((sleeper) => sleeper.until <= until).sort((a, b) => a.until - b.until)[0]
  return {
    now: () => now,
    sleep(milliseconds, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason)
        const abort = (): void => {
          sleepers.delete(sleeper)
          reject(signal?.reason)
        }
        const sleeper: Sleeper = {
          until: now + Math.max(0, milliseconds),
          wake() {
            sleepers.delete(sleeper)
            signal?.removeEventListener('abort', abort)
            resolve()
          },
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', abort, { once: true })
      })
    },
    async advance(milliseconds) {
      if (!(milliseconds >= 0)) throw new RangeError(`A clock can't be moved by ${milliseconds} ms.`)
      const until = now + milliseconds
      await setImmediate()
      for (let next = nextOf(until); next !== undefined; next = nextOf(until)) {
        now = next.until
        next.wake()
        await setImmediate()
      }
      now = until
    },
  }
}
