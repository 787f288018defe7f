import type { ReadConnector, SourceEntry } from '@jackfield/core'
import { coverageOf } from '@jackfield/core/format'
import { validateConnector } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { corpusFolder, coveredBy, openapiEntries, swaggerEntries } from '../bench/corpus.ts'
import { openapiFormat } from '../src/index.ts'

const corpus = corpusFolder()

describe.skipIf(corpus === undefined)('documents that nobody here wrote (skipped without the corpus)', () => {
  it('has at least 98 of 100 OpenAPI documents fully available', { timeout: 60_000 }, async () => {
    const coverage = coverageOf(coveredBy(await readAll(openapiEntries(corpus ?? ''))))
    expect(coverage.connectors).toBeGreaterThan(0)
    expect(coverage.runnable.connectors / coverage.connectors).toBeGreaterThanOrEqual(0.98)
  })

  it.each(['openapi', 'swagger'] as const)(
    'reads every one without an error: %s',
    { timeout: 60_000 },
    async (kind) => {
      const read = await readAll(entriesOf(kind))
      expect(read.flatMap(({ problems }) => problems.filter(({ severity }) => severity !== 'warning'))).toEqual([])
      expect(read.every(({ connector }) => connector !== undefined)).toBe(true)
    },
  )

  it.each(['openapi', 'swagger'] as const)(
    'makes valid connectors of all of them: %s',
    { timeout: 120_000 },
    async (kind) => {
      const refused = (await readAll(entriesOf(kind))).flatMap(({ connector }) =>
        connector === undefined
          ? []
          : validateConnector(connector, (pointer) => ({ pointer }))
              .filter(({ severity }) => severity !== 'warning')
              .map((problem) => ({ connector: connector.id, ...problem })),
      )
      expect(refused).toEqual([])
    },
  )
})

function entriesOf(kind: 'openapi' | 'swagger'): readonly SourceEntry[] {
  return kind === 'openapi' ? openapiEntries(corpus ?? '') : swaggerEntries(corpus ?? '')
}

async function readAll(entries: readonly SourceEntry[]): Promise<readonly ReadConnector[]> {
  const read: ReadConnector[] = []
  for (const entry of entries) {
    expect(openapiFormat().claims(entry), entry.path).toBe(true)
    read.push(await openapiFormat().read(entry))
  }
  return read
}
