import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { actionCpu } from './action-cpu.ts'
import { coldStart } from './cold-start.ts'
import { fileToServing } from './file-to-serving.ts'
import { historyCompared } from './history-compared.ts'
import { impactReport } from './impact-report.ts'
import { importCost } from './import-cost.ts'
import type { Measurement } from './measurement.ts'
import { printTable } from './print-table.ts'
import { typesRegenerated } from './types-regenerated.ts'

const benchmarks: Readonly<Record<string, () => Promise<Measurement[]>>> = {
  action: actionCpu,
  serving: fileToServing,
  import: importCost,
  start: coldStart,
  types: typesRegenerated,
  impact: impactReport,
  history: historyCompared,
}

const usage = `npm run bench -- [--json FILE] [${Object.keys(benchmarks).join('] [')}]

Measures and prints each figure beside its reference and its budget. Budgets are not tests: the exit code is 0.`

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, help: { type: 'boolean' } },
  allowPositionals: true,
})
const unknown = positionals.filter((name) => !Object.hasOwn(benchmarks, name))

if (values.help === true) console.log(usage)
else if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown[0]}".\n\n${usage}`)
  process.exitCode = 2
} else {
  const measurements: Measurement[] = []
  for (const [name, measure] of Object.entries(benchmarks)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    if (process.stderr.isTTY) console.error(`Measuring: ${name} …`)
    measurements.push(...(await measure()))
  }
  printTable(measurements)
  const rows = measurements.map(({ budgetOf: _, ...row }) => row)
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`)
}
