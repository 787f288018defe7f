// `node sandbox/trials/results.ts FILE...`: writes `results/CORPUS.md` from what full runs of `main.ts` put into files:
// the figures, the reasons with their counts, and one line of evidence for each operation that was not accepted. Beside
// it `results/CORPUS.json` lists those for `jackfield check --coverage --trials`.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { failedOf } from './failed.ts'
import { reportOf } from './report.ts'
import type { Run } from './run-corpus.ts'

const told: Record<string, Run[]> = {}
for (const file of process.argv.slice(2)) {
  const run = JSON.parse(await readFile(file, 'utf8')) as Record<string, Run>
  for (const [corpus, each] of Object.entries(run)) told[corpus] = [...(told[corpus] ?? []), each]
}
for (const [corpus, parts] of Object.entries(told)) {
  await write(`${corpus}.md`, reportOf(corpus, parts))
  await write(`${corpus}.json`, `${JSON.stringify(failedOf(parts), null, 2)}\n`)
}

async function write(name: string, text: string): Promise<void> {
  const path = fileURLToPath(new URL(`results/${name}`, import.meta.url))
  await writeFile(path, text)
  console.log(path)
}
