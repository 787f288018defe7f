import { expect, it } from 'vitest'
import { systemClock } from '../../src/kernel/system-clock.ts'

const day = 86_400_000

it('sleeps for longer than a timer can wait, until told', async () => {
  const asleep = systemClock.sleep(60 * day, AbortSignal.timeout(50))
  expect(await Promise.race([asleep.catch(() => 'told'), systemClock.sleep(10).then(() => 'asleep')])).toBe('asleep')
  expect(await asleep.catch(() => 'told')).toBe('told')
})
