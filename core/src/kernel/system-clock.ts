import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../model/index.ts'

/** What a timer can wait: a longer one would end at once. */
const longestTimer = 2 ** 31 - 1

export const systemClock: Clock = {
  now: Date.now,
  async sleep(milliseconds, signal) {
    let left = milliseconds
    do {
      await wait(Math.min(left, longestTimer), undefined, { ...(signal && { signal }), ref: true })
      left -= longestTimer
    } while (left > 0)
  },
}
