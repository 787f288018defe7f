import { expect, it } from 'vitest'
import { diffReport } from '../../src/diff/index.ts'
import type { Connector, Place } from '../../src/model/index.ts'
import { assess } from './assess-checked.ts'
import { changing, restock, tracker } from './pune.ts'

const base = tracker()
const revision = tracker('itemCode')
const [broken] = assess(changing(base, revision)).findings

/** The one finding about `trigger.sku`, where the flow says it as given. */
function found(
  change: (place: NonNullable<Place>) => Place,
  sides: readonly [Connector, Connector] = [base, revision],
) {
  const moved = (place: Place): Place => (place === null ? null : change(place))
  const usages = restock.usages.map((usage) => ({
    ...usage,
    at: moved(usage.at ?? null),
    reads: usage.reads.map((read) => ({ ...read, at: moved(read.at) })),
    supplies: usage.supplies.map((supply) => ({ ...supply, at: moved(supply.at) })),
  }))
  const { findings } = assess(changing(...sides, { dependents: [{ ...restock, usages }] }))
  return findings.find(({ kind }) => kind === 'output.renamed')
}

/** Everything that people read has other words. */
function reworded(connector: Connector, name: string): Connector {
  const words = { title: `${name} title`, description: `${name} description` }
  const operations = Object.fromEntries(
    Object.entries(connector.operations).map(([id, operation]) => [id, { ...operation, ...words }]),
  )
  return { ...connector, ...words, version: '9.9.9', operations }
}

it('stays the same wherever it is found and whatever the words are', () => {
  const elsewhere = found(({ expression, pointer }) => ({
    file: 'moved.yaml',
    line: 99,
    pointer,
    ...(expression && { expression }),
  }))
  const worded = found((place) => place, [reworded(base, 'one'), reworded(revision, 'other')])
  expect([elsewhere?.evidence.line, worded?.kind]).toEqual([99, 'output.renamed'])
  for (const one of [elsewhere, worded]) expect(one?.fingerprint).toBe(broken?.fingerprint)
  // Other bounds of the new field are another message, and the same rename.
  const widened = tracker()
  const order = { ...widened, schemas: { ...widened.schemas, Note: { type: 'string' } } }
  expect(found((place) => place, [order, revision])?.fingerprint).toBe(broken?.fingerprint)
})

it('is another one for another kind, connector, operation, place, flow, step or expression', () => {
  const other = { ...base, id: 'other-tracker' }
  const marks = new Set([
    broken?.fingerprint,
    found((place) => ({ ...place, ...(place.expression && { expression: `${place.expression} ` }) }))?.fingerprint,
    ...assess(
      changing(base, revision, { dependents: [{ ...restock, dependent: { ...restock.dependent, id: 'b' } }] }),
    ).findings.map(({ fingerprint }) => fingerprint),
    ...assess(
      changing(base, { ...tracker(), servers: [{ url: 'https://elsewhere.example.com', variables: {} }] }),
    ).findings.map(({ fingerprint }) => fingerprint),
  ])
  expect(marks.size).toBeGreaterThanOrEqual(4)
  const changes = (one: Connector, two: Connector) =>
    diffReport({ base: [one], revision: [two], names: { base: 'a', revision: 'b' } }).changes
  const own = changes(base, revision).map(({ fingerprint }) => fingerprint)
  expect(new Set(own).size).toBe(own.length)
  const others = changes(other, { ...revision, id: 'other-tracker' }).map(({ fingerprint }) => fingerprint)
  expect(others.filter((mark) => own.includes(mark))).toEqual([])
})
