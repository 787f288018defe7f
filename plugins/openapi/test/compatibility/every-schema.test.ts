import type { Connector } from '@jackfield/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Containment, connectorPair, contains } from '../../../../core/src/diff/index.ts'
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
  const containments = { proven: 0, unknown: 0, refuted: 0 }
  const refuted: unknown[] = []

  beforeAll(async () => {
    const began = performance.now()
    for await (const [name, connector] of everyConnector(corpus ?? '')) {
      count++
      for (const [what, change] of Object.entries(changes)) {
        const report = compare(connector, change(connector))
        if (report.level !== 'none') found.get(what)?.push([name, ...foundIn(report).slice(0, 3)])
      }
      for (const [at, one] of containmentsIn(connector)) {
        containments[one.kind]++
        if (one.kind === 'refuted') refuted.push([name, at, one])
      }
    }
    console.log(`containment of each input and output in itself: ${JSON.stringify(containments)}`)
    console.log(`against themselves: ${count} connectors in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  }, 3_600_000)

  it.each(Object.keys(changes))('has no difference from %s', (what) => {
    expect(count).toBeGreaterThan(0)
    expect(found.get(what)).toEqual([])
  })

  it('has no input and no output that is refuted to contain itself, and nearly none of which it does not show', () => {
    expect(refuted).toEqual([])
    expect(containments.proven).toBeGreaterThan(100)
    expect(containments.unknown / containments.proven).toBeLessThan(0.02)
  })
})

/** Of each input and output in a copy, told by its structure: that the two are one is not asked. */
function* containmentsIn(connector: Connector): Generator<readonly [at: string, containment: Containment]> {
  const { by, operations } = connectorPair(connector, structuredClone(connector))
  const apart = { ...by, same: () => false }
  for (const { base, revision } of operations.both)
    for (const side of ['input', 'output'] as const)
      yield [`${base.id} ${side}`, contains(by.base.node(base[side]), by.revision.node(revision[side]), apart)]
}
