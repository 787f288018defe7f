// `node sandbox/trials/results.ts FILE...`: writes `results/CORPUS.md` from what full runs of `main.ts` put into files: the
// figures, the reasons with their counts, and one line of evidence for each operation that was not accepted.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { reportOf } from './report.ts'
import type { Run } from './run-corpus.ts'

const told: Record<string, Run[]> = {}
for (const file of process.argv.slice(2)) {
  const run = JSON.parse(await readFile(file, 'utf8')) as Record<string, Run>
  for (const [corpus, each] of Object.entries(run)) told[corpus] = [...(told[corpus] ?? []), each]
}
for (const [corpus, parts] of Object.entries(told)) {
  const path = fileURLToPath(new URL(`results/${corpus}.md`, import.meta.url))
  await writeFile(path, reportOf(corpus, parts))
  console.log(path)
}
