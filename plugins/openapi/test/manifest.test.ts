import { writeManifest } from '@jackfield/core/format'
import { describe, expect, it } from 'vitest'
import { corpusFolder, openapiEntries, swaggerEntries } from '../bench/corpus.ts'
import { openapiFormat } from '../src/index.ts'

const corpus = corpusFolder()

describe.skipIf(corpus === undefined)('a manifest of a document (skipped without the corpus)', () => {
  it.each(['openapi', 'swagger'] as const)('says all that was read of it: %s', { timeout: 300_000 }, async (kind) => {
    const lost: unknown[] = []
    for (const entry of kind === 'openapi' ? openapiEntries(corpus ?? '') : swaggerEntries(corpus ?? '')) {
      const { connector } = await openapiFormat().read(entry)
      if (connector === undefined) continue
      const { problems } = writeManifest(connector)
      lost.push(...problems.map(({ message, pointer }) => `${connector.id} ${pointer}: ${message}`))
    }
    expect(lost).toEqual([])
  })
})
