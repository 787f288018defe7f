import type { Connector } from '@jackfield/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { compare, foundIn } from './compared.ts'
import { corpusFolder } from './corpus.ts'
import { everyConnector, inlined, renamed, reworded } from './every-schema.ts'

const corpus = corpusFolder()

const changes: Readonly<Record<string, (connector: Connector) => Connector>> = {
  itself: (connector) => structuredClone(connector),
  'itself in other words': reworded,
  'itself with references renamed': renamed,
  'itself with references written out': inlined,
}

/** The schemas of the corpora, on both sides of the operations that use them; all of them with `WHOLE_CORPUS=1`. */
describe.skipIf(corpus === undefined)('a published connector (the corpus is not here)', () => {
  const found = new Map<string, unknown[]>(Object.keys(changes).map((name) => [name, []]))
  let count = 0

  beforeAll(async () => {
    const began = performance.now()
    for await (const [name, connector] of everyConnector(corpus ?? '')) {
      count++
      for (const [what, change] of Object.entries(changes)) {
        const report = compare(connector, change(connector))
        if (report.level !== 'none') found.get(what)?.push([name, ...foundIn(report).slice(0, 3)])
      }
    }
    console.log(`against themselves: ${count} connectors in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  }, 300_000)

  it.each(Object.keys(changes))('has no difference from %s', (what) => {
    expect(count).toBeGreaterThan(0)
    expect(found.get(what)).toEqual([])
  })
})
