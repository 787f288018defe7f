import { validateConnector } from '@jackfield/core/format'
import { expect, it } from 'vitest'
import { corpusEntries, corpusFolder } from '../bench/corpus.ts'
import { coverageOfRead, coverageText } from '../bench/coverage.ts'
import { powerPlatformFormat } from '../src/index.ts'
import { policies } from '../src/policies/index.ts'

const corpus = corpusFolder()

it.skipIf(corpus === undefined)(
  'all connectors that nobody here wrote are read, and most run (skipped without the corpus)',
  { timeout: 300_000 },
  async () => {
    const entries = corpusEntries(corpus ?? '')
    const read = await Promise.all(entries.map((entry) => powerPlatformFormat().read(entry)))
    const known = new Set(policies.map(({ name }) => name))
    const wrong = read.flatMap(({ connector, problems }, index) => {
      const errors = problems.filter(({ severity }) => severity !== 'warning').map(({ message }) => message)
      if (connector === undefined) return [`${entries[index]?.name}: ${errors.join(' ')}`]
      const found = validateConnector(connector, (pointer) => ({ pointer }))
      const mistakes = found.filter(({ severity }) => severity !== 'warning').map(({ message }) => message)
      const uses = [...JSON.stringify(connector.operations).matchAll(/"use":"([^"]+)"/g)].map(([, use = '']) => use)
      const unknown = uses.filter((use) => !known.has(use))
      return [...errors, ...mistakes, ...unknown].map((each) => `${entries[index]?.name}: ${each}`)
    })
    expect(wrong).toEqual([])
    expect(entries.length).toBeGreaterThan(500)
    const coverage = coverageOfRead(read)
    console.log(coverageText(coverage))
    expect(coverage.runnable.connectors / coverage.connectors).toBeGreaterThanOrEqual(0.89)
    expect(coverage.runnable.operations / coverage.operations).toBeGreaterThanOrEqual(0.93)
  },
)
