import { writeFileSync } from 'node:fs'
import { powerPlatformFormat } from '../src/index.ts'
import { corpusEntries, corpusFolder } from './corpus.ts'
import { coverageOfRead, coverageText } from './coverage.ts'

const folder = corpusFolder()
if (folder === undefined) {
  console.log('The corpus is not there: set JACKFIELD_CORPUS.')
} else {
  const entries = corpusEntries(folder)
  const parsed = performance.now()
  for (const { files } of entries)
    for (const { bytes } of files)
      try {
        JSON.parse(new TextDecoder().decode(bytes))
      } catch {}
  const started = performance.now()
  const coverage = coverageOfRead(await Promise.all(entries.map((entry) => powerPlatformFormat().read(entry))))
  const ended = performance.now()
  console.log(`JSON.parse alone ${(started - parsed).toFixed(0)} ms, read ${(ended - started).toFixed(0)} ms`)
  console.log(coverageText(coverage))
  const [, , out] = process.argv
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(coverage, undefined, 2)}\n`)
}
