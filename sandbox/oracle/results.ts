// `node sandbox/oracle/results.ts FILE...`: writes `results/history.md` from what full runs of `main.ts` put into files.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { reportOf } from './report.ts'
import type { Run } from './run-pairs.ts'

const parts = await Promise.all(
  process.argv.slice(2).map(async (file) => JSON.parse(await readFile(file, 'utf8')) as Run),
)
const path = fileURLToPath(new URL('results/history.md', import.meta.url))
await writeFile(path, reportOf(parts))
console.log(path)
