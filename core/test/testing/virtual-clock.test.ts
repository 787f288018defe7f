import { expect, test } from 'vitest'
import { virtualClock } from '../../src/testing.ts'

test('stands still until it is moved, and wakes sleepers at their own moments in order', async () => {
  const clock = virtualClock('2026-11-23T10:00:00Z')
  const began = clock.now()
  const woken: [string, number][] = []
  const sleep = async (name: string, milliseconds: number) => {
    await clock.sleep(milliseconds)
    woken.push([name, clock.now() - began])
  }
  void sleep('late', 500)
  void sleep('early', 100).then(() => sleep('again', 100))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(woken).toEqual([])
  await clock.advance(450)
  expect(woken).toEqual([
    ['early', 100],
    ['again', 200],
  ])
  expect(clock.now() - began).toBe(450)
  await clock.advance(50)
  expect(woken.at(-1)).toEqual(['late', 500])
})

test('lets a sleeper go that is aborted', async () => {
  const clock = virtualClock()
  const stop = new AbortController()
  const sleeping = clock.sleep(100, stop.signal)
  stop.abort(new Error('enough'))
  await expect(sleeping).rejects.toThrow('enough')
  await expect(clock.sleep(1, stop.signal)).rejects.toThrow('enough')
})

test('refuses what is no date, and to go back', async () => {
  expect(() => virtualClock('soon')).toThrow(/soon/)
  await expect(virtualClock().advance(-1)).rejects.toThrow(/-1/)
})
