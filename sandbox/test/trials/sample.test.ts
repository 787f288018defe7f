import { describe, expect, it } from 'vitest'
import { sampled, unexplained } from '../../trials/sampled.ts'
import { type Corpus, corpusFolder } from '../../trials/subjects.ts'

const corpus = corpusFolder()

/** Of each corpus; the whole of both, with the same seed, is `node sandbox/trials/main.ts`. */
const connectors = 60

describe.skipIf(corpus === undefined)('operations that nobody here wrote (skipped without the corpus)', () => {
  it.each<Corpus>(['openapi', 'power-platform'])(
    'are found valid by an implementation that nobody here wrote, and its answers are taken: %s',
    { timeout: 240_000 },
    async (name) => {
      const { trials, unread } = await sampled(name, corpus ?? '', { seed: 1, order: 7, operations: 4, connectors })
      expect(unread).toEqual([])
      expect(unexplained(trials)).toEqual([])
      const runnable = trials.filter(({ outcome }) => outcome !== 'unavailable')
      const accepted = runnable.filter(({ outcome }) => outcome === 'accepted')
      expect(runnable.length).toBeGreaterThan(0)
      expect(accepted.length / runnable.length).toBeGreaterThan(0.9)
    },
  )
})
