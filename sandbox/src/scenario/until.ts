import { setTimeout as sleep } from 'node:timers/promises'
import { patience } from './deadline.ts'
import { ExpectationFailed } from './expectation.ts'

/** Asks again and again until it holds, as long as patience lasts. `expected` completes the sentence "Expected …". */
export async function until(holds: () => Promise<boolean>, expected: string): Promise<void> {
  const deadline = performance.now() + patience
  while (!(await holds())) {
    if (performance.now() > deadline) {
      throw new ExpectationFailed({ expected, seen: `nothing of it within ${patience / 1000} s` })
    }
    await sleep(50)
  }
}
