import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { generatedConnector } from './generated-connector.ts'
import { absolute, type Measurement } from './measurement.ts'
import { median } from './statistics.ts'

const connectors = 500
const operations = 16
const rounds = 5
const run = promisify(execFile)
const binary = join(import.meta.dirname, '../bin/jackfield.js')

/** Milliseconds of `jackfield types`, its start included, when one connector of many changed, beside all of them. */
export async function typesRegenerated(): Promise<Measurement[]> {
  const dir = await mkdtemp(join(tmpdir(), 'jackfield-bench-'))
  try {
    for (let index = 0; index < connectors; index++) await writeConnector(dir, index, 0)
    const all: number[] = []
    const one: number[] = []
    for (let round = 1; round <= rounds; round++) {
      await rm(join(dir, 'types'), { recursive: true, force: true })
      all.push(await generate(dir, connectors))
      await writeConnector(dir, round, round)
      one.push(await generate(dir, 1))
    }
    const name = `types of ${connectors} connectors, one changed / all of them`
    return [absolute({ name, unit: 'ms', figure: median(one), reference: median(all), budget: 3_000 })]
  } finally {
    await rm(dir, { recursive: true })
  }
}

async function generate(dir: string, written: number): Promise<number> {
  const start = performance.now()
  const { stdout } = await run(process.execPath, [binary, 'types', 'connectors', '-o', 'types'], { cwd: dir })
  const taken = performance.now() - start
  if (!stdout.startsWith(`types: ${written} written`)) throw new Error(`It printed ${JSON.stringify(stdout)}.`)
  return taken
}

async function writeConnector(dir: string, index: number, revision: number): Promise<void> {
  const id = `generated-${index}`
  await mkdir(join(dir, 'connectors', id), { recursive: true })
  await writeFile(join(dir, 'connectors', id, 'connector.json'), generatedConnector(id, operations, revision))
}
