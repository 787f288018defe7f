import { beforeAll, describe, expect, it } from 'vitest'
import { foundIn } from './compared.ts'
import { corpusFolder } from './corpus.ts'
import { type ComparedPair, compareHistory } from './history.ts'

const corpus = corpusFolder()

/**
 * Real changes of published connectors, all of them; those of words and of layout alone were told apart mechanically.
 */
describe.skipIf(corpus === undefined)('the history of published connectors (the corpus is not here)', () => {
  const pairs: ComparedPair[] = []

  beforeAll(async () => {
    const began = performance.now()
    for await (const pair of compareHistory(corpus ?? '')) pairs.push(pair)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(`history: all ${pairs.length} pairs read and compared in ${seconds} s; ${levelsOf(pairs)}`)
  }, 180_000)

  it.each(['docs-only', 'format-only'] as const)('has no finding above safe where a change is %s', (kind) => {
    const own = pairs.filter((pair) => pair.kind === kind)
    const alarms = own.filter(({ report }) => report.level === 'breaking' || report.level === 'risky')
    expect(own.length).toBeGreaterThan(0)
    expect(alarms.map(({ path, report }) => [path, ...foundIn(report)])).toEqual([])
  })

  it('has changes of each level, each with what a report says of it', () => {
    expect(new Set(pairs.map(({ report }) => report.level))).toEqual(new Set(['none', 'safe', 'risky', 'breaking']))
    for (const { kind, pointer, message } of pairs.flatMap(({ report }) => report.changes))
      expect([kind, pointer.startsWith('/') || pointer === '', message.endsWith('.')]).toEqual([kind, true, true])
  })
})

function levelsOf(pairs: readonly ComparedPair[]): string {
  const counts = Map.groupBy(pairs, ({ kind, report }) => `${kind} ${report.level}`)
  return [...counts]
    .map(([name, of]) => `${of.length} ${name}`)
    .sort()
    .join(', ')
}
