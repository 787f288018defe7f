import { evidenceOf } from './evidence.ts'
import { seedOf } from './generated-input.ts'
import { type Run, runEntry } from './run-corpus.ts'
import { type Corpus, subjectPaths } from './subjects.ts'
import type { Trial } from './trial.ts'

export interface SampleOptions {
  /** Of inputs, and of which operations are tried. */
  readonly seed: number
  /** Of the connectors' order. */
  readonly order: number
  /** Of each connector. */
  readonly operations: number
  readonly connectors: number
}

/** Tries the first connectors of a corpus in the order that `order` says. */
export async function sampled(corpus: Corpus, folder: string, options: SampleOptions): Promise<Run> {
  const { seed, order, operations: most, connectors } = options
  const rank = (path: string): number => seedOf(path.slice(path.lastIndexOf('/')), order)
  const paths = (await subjectPaths(corpus, folder)).toSorted((a, b) => rank(a) - rank(b))
  const trials: Trial[] = []
  const unread: Run['unread'][number][] = []
  for (const path of paths.slice(0, connectors)) {
    const run = await runEntry(path, { seed, most })
    trials.push(...run.trials)
    unread.push(...run.unread)
  }
  return { trials, unread }
}

/** The trials whose reason is not known to be the document's, the validator's or the generator's. */
export function unexplained(trials: readonly Trial[]): readonly Trial[] {
  return trials.filter((trial) => !/^(accepted|unavailable)$/.test(trial.outcome) && evidenceOf(trial).who === 'us')
}
