import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generatedConnector } from './generated-connector.ts'
import { absolute, compared, type Measurement } from './measurement.ts'
import { runChild } from './run-child.ts'
import { median } from './statistics.ts'

const connectors = 500
const operations = 16
const rounds = 5

/** Reads and parses the files, as the least that any start has to do. */
const reading = `
  import { readdirSync, readFileSync } from 'node:fs'
  import { join } from 'node:path'
  const start = performance.now()
  const dir = join(process.env.BENCH_DIR, 'connectors')
  let count = 0
  for (const name of readdirSync(dir)) count += JSON.parse(readFileSync(join(dir, name, 'connector.json'), 'utf8')).jackfield
  if (count !== ${connectors}) throw new Error(\`\${count} connectors were read.\`)
  console.log(performance.now() - start)
`

const starting = `
  import { join } from 'node:path'
  import { createKernel, sqlite } from '@jackfield/core'
  const { BENCH_DIR, BENCH_STORE } = process.env
  const start = performance.now()
  const kernel = await createKernel({ plugins: [{ dir: join(BENCH_DIR, 'connectors') }], store: sqlite(join(BENCH_DIR, BENCH_STORE)) })
  const taken = performance.now() - start
  const count = kernel.catalogue.list({ organisation: 'bench' }).length
  await kernel[Symbol.asyncDispose]()
  if (count !== ${connectors}) throw new Error(\`\${count} connectors serve.\`)
  console.log(taken)
`

/** Milliseconds until ${connectors} generated connectors serve: with an empty store, and with one that knows them. */
export async function coldStart(): Promise<Measurement[]> {
  const dir = await mkdtemp(join(tmpdir(), 'jackfield-bench-'))
  try {
    for (let index = 0; index < connectors; index++) await writeConnector(dir, `generated-${index}`)
    const read: number[] = []
    const cold: number[] = []
    const warm: number[] = []
    for (let round = 0; round < rounds; round++) {
      const env = { BENCH_DIR: dir, BENCH_STORE: `kernel-${round}.db` }
      read.push(await runChild(reading, env))
      cold.push(await runChild(starting, env))
      warm.push(await runChild(starting, env))
    }
    return measurements({ read: median(read), cold: median(cold), warm: median(warm) })
  } finally {
    await rm(dir, { recursive: true })
  }
}

function measurements({ read, cold, warm }: Readonly<Record<'read' | 'cold' | 'warm', number>>): Measurement[] {
  const first = `start with ${connectors} generated connectors / reading and parsing them`
  return [
    compared({ name: first, unit: 'ms', figure: cold, reference: read, budget: 1.5 }),
    absolute({
      name: 'the same start, with a store that knows them',
      unit: 'ms',
      figure: warm,
      reference: read,
      budget: 100,
    }),
  ]
}

async function writeConnector(dir: string, id: string): Promise<void> {
  await mkdir(join(dir, 'connectors', id), { recursive: true })
  await writeFile(join(dir, 'connectors', id, 'connector.json'), generatedConnector(id, operations))
}
