import type { Clock } from '@jackfield/core'

/** Sleeping takes no time, but time goes on. */
export function quickClock(slept: number[], now: () => number = Date.now): Clock {
  let ahead = 0
  return {
    now: () => now() + ahead,
    async sleep(milliseconds, signal) {
      if (milliseconds === 3_000) return waitFor(signal)
      signal?.throwIfAborted()
      slept.push(milliseconds)
      ahead += milliseconds
    },
  }
}

/** The patience at closing is real. */
function waitFor(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, 150)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
  })
}
