import { describe, expect, it } from 'vitest'
import { backOff } from '../../src/listen/back-off.ts'
import { later, readPosition } from '../../src/listen/cursor-position.ts'
import { dedupeKey, eventId } from '../../src/listen/dedupe-key.ts'
import { markLast } from '../../src/listen/mark-last.ts'
import { createSlots } from '../../src/listen/slots.ts'
import { dict, type ListenerId } from '../../src/model/index.ts'

describe('a position on a cursor', () => {
  it.each([
    ['2026-11-23T10:00:00Z', '2026-11-23T10:00:00.000Z'],
    ['2026-11-23t10:00:00.5z', '2026-11-23T10:00:00.500Z'],
    ['2026-11-23T10:00:00.123987Z', '2026-11-23T10:00:00.123Z'],
    ['2026-11-23T15:30:00+05:30', '2026-11-23T10:00:00.000Z'],
    ['2026-11-23T15:30:00+0530', '2026-11-23T10:00:00.000Z'],
    ['2026-11-23T09:00-01:00', '2026-11-23T10:00:00.000Z'],
    ['2026-11-23 10:00:00', '2026-11-23T10:00:00.000Z'],
    ['2026-11-23T10:00:00', '2026-11-23T10:00:00.000Z'],
    ['2026-11-23', '2026-11-23T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z'],
  ])('reads %s as an instant', (text, instant) => {
    expect(readPosition('date-time', text)?.value).toBe(instant)
  })

  it.each(['yesterday', '', '2026-13-01T00:00:00Z', '23.11.2026', '2026-11-23T10', 1764000000, null, undefined, {}])(
    'does not take %j for a date-time',
    (value) => {
      expect(readPosition('date-time', value as never)).toBeNull()
    },
  )

  it('compares instants, not texts', () => {
    const evening = readPosition('date-time', '2026-11-23T09:00:00-05:00')
    const noon = readPosition('date-time', '2026-11-23T12:00:00Z')
    expect(later(noon, evening)).toBe(evening)
    expect(later(evening, noon)).toBe(evening)
    expect(later(null, noon)).toBe(noon)
    expect(later(noon, null)).toBe(noon)
    expect(later(null, null)).toBeNull()
  })

  it('compares whole numbers by size, also beyond what a number holds', () => {
    const small = readPosition('integer', 9)
    const large = readPosition('integer', '10')
    expect(later(small, large)).toBe(large)
    const huge = readPosition('integer', '90071992547409931')
    expect(later(huge, readPosition('integer', '90071992547409930'))).toBe(huge)
    for (const value of [1.5, '1.5', 'a', '', null]) expect(readPosition('integer', value)).toBeNull()
  })

  it('compares strings by code unit', () => {
    const [a, b] = [readPosition('string', 'a'), readPosition('string', 'B')]
    expect(later(a, b)).toBe(a)
    expect(readPosition('string', 1)).toBeNull()
  })
})

describe('a dedupe key', () => {
  it('is of the values, whatever the order of their names', () => {
    expect(
      dedupeKey([
        dict([
          ['a', 1],
          ['b', 2],
        ]),
      ]),
    ).toBe(dedupeKey([{ b: 2, a: 1 }]))
    expect(dedupeKey(['a', 'b'])).not.toBe(dedupeKey(['ab']))
    expect(dedupeKey(['1'])).not.toBe(dedupeKey([1]))
  })

  it('makes one event id per listener', () => {
    const [one, other] = ['lis_1', 'lis_2'] as ListenerId[]
    expect(eventId(one as ListenerId, 'k')).toBe(eventId(one as ListenerId, 'k'))
    expect(eventId(one as ListenerId, 'k')).not.toBe(eventId(other as ListenerId, 'k'))
  })
})

describe('the rest after failures', () => {
  it('lies between half of the doubled interval and all of it, at most ten intervals', () => {
    const rest = (failures: number, random: number): number => backOff({ failures, every: 100, random: () => random })
    expect([1, 2, 3, 4, 50].map((failures) => rest(failures, 0))).toEqual([100, 200, 400, 500, 500])
    expect([1, 2, 3, 4, 50].map((failures) => rest(failures, 1))).toEqual([200, 400, 800, 1000, 1000])
  })

  it('is what the service asks for, up to a day', () => {
    const rest = (retryAfter: number): number => backOff({ failures: 1, every: 100, retryAfter, random: () => 0 })
    expect(rest(50)).toBe(100)
    expect(rest(5000)).toBe(5000)
    expect(rest(1e12)).toBe(24 * 60 * 60 * 1000)
  })
})

describe('pages', () => {
  const marked = async (...pages: (number[] | Error)[]): Promise<unknown[]> => {
    const seen: unknown[] = []
    async function* source(): AsyncGenerator<number[]> {
      for (const page of pages) {
        if (page instanceof Error) throw page
        yield page
      }
    }
    try {
      for await (const { items, last } of markLast(source())) seen.push([...items, last])
    } catch (error) {
      seen.push((error as Error).message)
    }
    return seen
  }

  it('know which is the last', async () => {
    expect(await marked([1], [2], [3])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ])
    expect(await marked([1])).toEqual([[1, true]])
    expect(await marked()).toEqual([[true]])
  })

  it('come before the error that ends them, none as the last', async () => {
    expect(await marked([1], [2], new Error('no'))).toEqual([[1, false], [2, false], 'no'])
    expect(await marked(new Error('no'))).toEqual(['no'])
  })
})

describe('slots', () => {
  it('are given back by work that fails', async () => {
    const slots = createSlots(1)
    const order: string[] = []
    const work = (name: string, fails: boolean): Promise<void> =>
      slots.run(async () => {
        await new Promise((resolve) => setImmediate(resolve))
        order.push(name)
        if (fails) throw new Error(name)
      })
    await Promise.allSettled([work('a', true), work('b', false), work('c', true)])
    await work('d', false)
    expect(order).toEqual(['a', 'b', 'c', 'd'])
  })
})
