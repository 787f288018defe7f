import { absolute, type Measurement } from './measurement.ts'
import { runChild } from './run-child.ts'
import { median } from './statistics.ts'

const rounds = 15

/** What is imported, and a module of nothing: each in fresh processes, in turn. */
const importing = (specifier: string): string => `
  const start = process.cpuUsage()
  await import(${JSON.stringify(specifier)})
  const { user, system } = process.cpuUsage(start)
  console.log((user + system) / 1000)
`

/** CPU of `import '@jackfield/core'` over that of an empty module. */
export async function importCost(): Promise<Measurement[]> {
  const core: number[] = []
  const empty: number[] = []
  for (let round = 0; round < rounds; round++) {
    empty.push(await runChild(importing('data:text/javascript,')))
    core.push(await runChild(importing('@jackfield/core')))
  }
  const reference = median(empty)
  const figure = median(core) - reference
  return [
    absolute({ name: "import '@jackfield/core', over an empty module", unit: 'ms', figure, reference, budget: 40 }),
  ]
}
