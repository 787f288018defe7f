// `node sandbox/oracle/results.ts [--to FILE] FILE...`: writes `results/history.md`, or another file, from what full
// runs of `main.ts` put into files.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { reportOf } from './report.ts'
import type { Run } from './run-pairs.ts'

const { values, positionals } = parseArgs({ options: { to: { type: 'string' } }, allowPositionals: true })
const parts = await Promise.all(positionals.map(async (file) => JSON.parse(await readFile(file, 'utf8')) as Run))
const path = values.to ?? fileURLToPath(new URL('results/history.md', import.meta.url))
await writeFile(path, reportOf(parts))
console.log(path)
