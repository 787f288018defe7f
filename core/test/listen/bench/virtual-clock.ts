import type { Clock } from '../../../src/model/index.ts'

export interface VirtualClock extends Clock {
  /** Moves the time and wakes who is due. */
  advance(milliseconds: number): void
  /** How many sleep, and for how long still. */
  sleeping(): readonly number[]
}

interface Sleeper {
  readonly until: number
  wake(): void
}

export const morning: number = Date.parse('2026-11-23T10:00:00.000Z')

export function virtualClock(start: number = morning): VirtualClock {
  let now = start
  const sleepers = new Set<Sleeper>()
  return {
    now: () => now,
    sleep(milliseconds, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const sleeper = { until: now + milliseconds, wake: () => sleepers.delete(sleeper) && resolve() }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', () => sleepers.delete(sleeper) && reject(signal.reason), { once: true })
      })
    },
    advance(milliseconds) {
      now += milliseconds
      for (const sleeper of [...sleepers]) if (sleeper.until <= now) sleeper.wake()
    },
    sleeping: () => [...sleepers].map((sleeper) => sleeper.until - now).sort((a, b) => a - b),
  }
}
