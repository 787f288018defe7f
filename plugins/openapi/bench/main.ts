import { writeFileSync } from 'node:fs'
import { type Coverage, coverageOf } from '@jackfield/core/format'
import { openapiFormat } from '../src/index.ts'
import { corpusFolder, coveredBy, openapiEntries, swaggerEntries } from './corpus.ts'

const corpus = corpusFolder()
if (corpus === undefined) {
  console.log('The corpus is not there: set JACKFIELD_CORPUS.')
} else {
  const results: Record<string, Coverage> = {}
  for (const [name, entries] of Object.entries({ openapi: openapiEntries(corpus), swagger: swaggerEntries(corpus) })) {
    const parsed = performance.now()
    for (const { files } of entries)
      for (const { bytes } of files)
        try {
          JSON.parse(new TextDecoder().decode(bytes))
        } catch {}
    const started = performance.now()
    const read = await Promise.all(entries.map((entry) => openapiFormat().read(entry)))
    const ended = performance.now()
    const coverage = coverageOf(coveredBy(read))
    results[name] = coverage
    console.log(`${name}: ${coverage.connectors} documents, ${coverage.operations} operations`)
    console.log(`  JSON.parse alone ${(started - parsed).toFixed(0)} ms, read ${(ended - started).toFixed(0)} ms`)
    console.log(
      `  fully available: ${coverage.runnable.connectors} documents, ${coverage.runnable.operations} operations`,
    )
    for (const [feature, count] of Object.entries(coverage.missing))
      console.log(`  ${feature}: ${count.connectors} documents, ${count.operations} operations`)
  }
  const [, , out] = process.argv
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(results, undefined, 2)}\n`)
}
