import { beforeAll, describe, expect, it } from 'vitest'
import { calledSafe, figuresOf } from '../../oracle/figures.ts'
import { historyIn, historyPairs } from '../../oracle/pair.ts'
import { type Run, runPairs } from '../../oracle/run-pairs.ts'
import { corpusFolder } from '../../trials/subjects.ts'

const corpus = corpusFolder()

/** Every so manieth pair, and less of each; the whole, with the same seed, is `node sandbox/oracle/main.ts`. */
const every = 14
const budget = { seed: 1, changed: 2, unchanged: 1, changedFields: 2, unchangedFields: 1, optionals: 2, handed: 1 }

describe.skipIf(corpus === undefined)('real changes of connectors (skipped without the corpus)', () => {
  let run: Run

  beforeAll(async () => {
    const pairs = [...historyPairs(historyIn(corpus ?? ''))].filter((_pair, index) => index % every === 5)
    run = await runPairs(pairs, budget)
    console.log('oracle: a sample', JSON.stringify(figuresOf(run)))
  }, 180_000)

  it('break no step that was called safe or unaffected', () => {
    expect(run.compared.length).toBeGreaterThan(100)
    expect(calledSafe(run)).toEqual([])
  })

  it('break what was called broken, and little else', () => {
    const { precision, recall, risky } = figuresOf(run)
    expect(Math.min(precision, recall)).toBeGreaterThan(0.9)
    // Of the whole history it is less: see results/history.md.
    expect(risky).toBeLessThan(0.25)
  })
})
