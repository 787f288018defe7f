import { join } from 'node:path'
import type { Connector, Dict, Schema } from '@jackfield/core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  closedSender,
  connectorPair,
  contains,
  createShapes,
  openedReader,
  turned,
} from '../../../../core/src/diff/index.ts'
import { createSchemaCompiler } from '../../../../core/src/invoke/index.ts'
import { checkContainment } from '../../../../core/test/diff/check-containment.ts'
import { connectorOf, corpusFolder, readJson, readZipped } from './corpus.ts'
import { isPicked } from './every-schema.ts'
import { createChance, sampleSchema } from './sample-schema.ts'

const corpus = corpusFolder()
const samples = 6

interface Pair {
  readonly old: string
  readonly new: string
}

interface Side {
  readonly schema: Schema
  readonly schemas: Dict<Schema>
}

/** Real changes of published connectors, one of eight; all of them with `WHOLE_CORPUS=1`. */
describe.skipIf(corpus === undefined)('of two versions of a published connector (the corpus is not here)', () => {
  const counts = { compared: 0, proven: 0, refuted: 0, unknown: 0, samples: 0, shown: 0 }
  const budget = { left: 1e9 }
  const wrong: unknown[] = []

  beforeAll(async () => {
    const folder = join(corpus ?? '', 'power-platform/history')
    for (const pair of readJson<readonly Pair[]>(folder, 'pairs.json')) {
      if (!isPicked(pair.new)) continue
      const read = (blob: string) => connectorOf(readZipped(folder, 'versions', `${blob}.json.gz`))
      compareBothWays(await read(pair.old), await read(pair.new), pair.new)
    }
    console.log(`containment in the history: ${JSON.stringify(counts)}`)
  }, 3_600_000)

  function compareBothWays(base: Connector, revision: Connector, name: string): void {
    const { by, operations } = connectorPair(base, revision)
    for (const both of operations.both)
      for (const side of ['input', 'output'] as const) {
        const [one, other] = [by.base.node(both.base[side]), by.revision.node(both.revision[side])]
        if (by.same(one, other)) continue
        const [before, after] = [
          { schema: both.base[side], schemas: base.schemas },
          { schema: both.revision[side], schemas: revision.schemas },
        ]
        const at = `${name} ${both.base.id} ${side}`
        check(at, contains(one, other, by, { opened: true }).kind, before, after)
        check(at, contains(other, one, turned(by), { opened: true }).kind, after, before)
      }
  }

  function check(at: string, kind: 'proven' | 'refuted' | 'unknown', sender: Side, reader: Side): void {
    counts.compared++
    counts[kind]++
    if (kind === 'refuted') refute(at, sender, reader)
    if (kind !== 'proven') return
    const [closed, opened] = [closedSender(sender.schema, sender.schemas), openedReader(reader.schema, reader.schemas)]
    if (closed === null || opened === null) return
    const [sent, read] = [closed, opened].map((own) => createSchemaCompiler(own.schemas)(own.schema))
    const to = { schemas: sender.schemas, chance: createChance(counts.compared) }
    for (let count = 0; count < samples; count++) {
      const value = sampleSchema(sender.schema, to)
      if (sent === undefined || read === undefined || sent(value).length > 0) continue
      counts.samples++
      const refusals = read(value)
      if (refusals.length > 0) wrong.push([at, value, refusals])
    }
  }

  /** What a value shows is held against a validator here, too. */
  function refute(at: string, sender: Side, reader: Side): void {
    const [from, to] = [sender, reader].map((side) => ({ ...side, shapes: createShapes(side) }))
    const found = from === undefined || to === undefined ? undefined : checkContainment(from, to, budget)
    if (found?.kind !== 'refuted') return
    counts.shown++
    const [closed, opened] = [closedSender(sender.schema, sender.schemas), openedReader(reader.schema, reader.schemas)]
    const admits = [closed, opened].map(
      (own) => own !== null && createSchemaCompiler(own.schemas)(own.schema)(found.witness).length === 0,
    )
    if (admits[0] !== true || admits[1] !== false) wrong.push([at, found, admits])
  }

  it('what is proven to contain the other refuses no value of it, and what is refuted does', () => {
    expect(wrong).toEqual([])
    expect(Math.min(counts.proven, counts.samples)).toBeGreaterThan(20)
    expect(counts.shown / counts.refuted).toBeGreaterThan(0.5)
  })

  it('most can be told', () => {
    expect(counts.unknown / counts.compared).toBeLessThan(0.1)
  })
})
