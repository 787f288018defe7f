import { describe, expect, it } from 'vitest'
import { isOver } from '../../src/impact/index.ts'

describe('an acceptance', () => {
  it.each<readonly [now: string, over: boolean]>([
    ['2027-01-30T12:00:00.000Z', false],
    ['2027-01-31T00:00:00.000Z', false],
    ['2027-01-31T23:59:59.999Z', false],
    // Still the 31st in Brasília, but days are counted by UTC.
    ['2027-01-31T21:00:00.000-03:00', true],
    ['2027-02-01T00:00:00.000Z', true],
  ])('until 2027-01-31 at %s: over %s', (now, over) => {
    expect(isOver({ until: '2027-01-31' }, Date.parse(now))).toBe(over)
  })
})
