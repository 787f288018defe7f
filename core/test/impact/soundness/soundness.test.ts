import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inputs, order, outputs } from './changes.ts'
import { expressions } from './expressions.ts'
import { type Play, played, valuesOf, verdictOn } from './play.ts'

const samples = 24
const plays: fc.Arbitrary<readonly [what: string, play: Play]> = fc
  .record({
    expression: expressions,
    where: fc.constantFrom('x', 'x', 'x', 'when', 'text', 'forEach'),
    output: fc.constantFrom(...outputs),
    input: fc.constantFrom(...inputs),
    changesInput: fc.constantFrom(true, false, false),
    required: fc.constantFrom([false, false], [false, false], [false, true], [true, true]),
  })
  .map(({ expression, where, output: [what, revision], input, changesInput, required }) => [
    what,
    {
      expression,
      where,
      output: [order, revision],
      input: changesInput ? input : [input[0], input[0]],
      required: required as unknown as readonly [boolean, boolean],
    } as Play,
  ])

const fails: ReadonlySet<string> = new Set(['throws', 'refused'])

/** Whether it says itself what comes of an absence: what it gives then is as its author wants it. */
function decides({ expression }: Play): boolean {
  return /\?|\$exists|null| and | or |\$not/.test(expression)
}

async function outcomes(play: Play, side: 0 | 1, given: { numRuns: number; seed: number }): Promise<Set<string>> {
  const found = new Set<string>()
  for (const value of fc.sample(valuesOf(play.output[side]), given))
    for (const one of await played(play, side, value)) found.add(one)
  return found
}

const counts: Record<string, number> = {}

describe('a verdict of safe or unaffected', () => {
  it('is of a step that neither fails, nor is refused, nor gives another type than before', {
    timeout: 900_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(plays, fc.integer(), async ([, play], seed) => {
        const { status, complete } = verdictOn(play)
        counts[status] = (counts[status] ?? 0) + 1
        if (!complete || (status !== 'safe' && status !== 'unaffected')) return
        const before = await outcomes(play, 0, { numRuns: samples * 2, seed })
        if (before.has('throws') || before.has('refused')) return
        counts.played = (counts.played ?? 0) + 1
        const after = await outcomes(play, 1, { numRuns: samples, seed })
        if (new Set([...after, ...before]).size === before.size) return
        // What is rare comes of the base as well, if it is looked for.
        const rare = await outcomes(play, 0, { numRuns: samples * 40, seed })
        const isNew = (found: string): boolean => !rare.has(found) && (fails.has(found) || !decides(play))
        expect([...after].filter(isNew)).toEqual([])
      }),
      { numRuns: 150 * Number(process.env.JACKFIELD_RUNS ?? 1), seed: Number(process.env.JACKFIELD_SEED ?? 20261130) },
    )
    if (process.env.JACKFIELD_RUNS !== undefined) console.log(counts)
    expect(counts.played).toBeGreaterThan(30)
  })
})
