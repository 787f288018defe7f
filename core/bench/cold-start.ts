import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Corpus, findCorpus } from './corpus.ts'
import { generatedConnector } from './generated-connector.ts'
import { absolute, compared, type Measurement, told } from './measurement.ts'
import { runChild } from './run-child.ts'
import { looking, reading, resting, starting, using } from './start-scripts.ts'
import { median } from './statistics.ts'

const connectors = 1_000
const operations = 16
const rounds = 5
/** Files that have just been written may change without their times telling: only older ones are not read again. */
const untilSettled = 2_500

/**
 * A start with many connectors, beside reading and parsing their files: generated ones, and those that others wrote,
 * where they are at hand. With an empty store, and with one that knows them; the first call; what is in memory.
 */
export async function coldStart(): Promise<Measurement[]> {
  const dir = await mkdtemp(join(tmpdir(), 'jackfield-bench-'))
  try {
    await mkdir(join(dir, 'empty'))
    await mkdir(join(dir, 'generated'))
    for (let index = 0; index < connectors; index++) await writeConnector(dir, `generated-${index}`)
    await sleep(untilSettled)
    const generated = { name: `${connectors} generated connectors`, dirs: [join(dir, 'generated')], count: connectors }
    const found = await findCorpus()
    return [
      ...(await startsOf(dir, { ...generated, extensions: [] })),
      ...(await usesOf(dir, { ...generated, extensions: [] })),
      ...(found === undefined ? [] : await startsOf(dir, found)),
      ...(found === undefined ? [] : await looksAt(dir, found)),
    ]
  } finally {
    await rm(dir, { recursive: true })
  }
}

function envOf(store: string, { dirs, extensions, count }: Omit<Corpus, 'name'>): Record<string, string> {
  return {
    BENCH_DIRS: JSON.stringify(dirs),
    BENCH_EXTENSIONS: JSON.stringify(extensions),
    BENCH_COUNT: String(count),
    BENCH_STORE: store,
  }
}

async function startsOf(dir: string, corpus: Corpus): Promise<Measurement[]> {
  const [read, cold, warm, compiled]: [number[], number[], number[], number[]] = [[], [], [], []]
  const cache = { NODE_COMPILE_CACHE: join(dir, 'compiled') }
  for (let round = 0; round < rounds; round++) {
    const env = envOf(join(dir, `${corpus.count}-${round}.db`), corpus)
    read.push(await runChild(reading, env))
    cold.push(await runChild(starting, env))
    warm.push(await runChild(starting, env))
    // The first of them fills it.
    const taken = await runChild(starting, { ...env, ...cache })
    if (round > 0) compiled.push(taken)
  }
  const reference = median(read)
  const name = `start with ${corpus.name} / reading and parsing their files`
  const first = { name, unit: 'ms', figure: median(cold), reference } as const
  return [
    // The budget is for real connectors; a generated one is a sixth of their size, and what a kernel takes anyway
    // counts.
    corpus.extensions.length > 0 ? compared({ ...first, budget: 1.5 }) : told(first),
    absolute({
      name: 'the same start, with a store that knows them',
      unit: 'ms',
      figure: median(warm),
      reference,
      budget: 100,
    }),
    told({ name: 'the same, where Node keeps what it compiled', unit: 'ms', figure: median(compiled), reference }),
  ]
}

async function usesOf(dir: string, corpus: Corpus): Promise<Measurement[]> {
  const store = (name: string): Record<string, string> => envOf(join(dir, `${name}.db`), corpus)
  const reference = await baseline(dir)
  const memory = (name: string, figure: number): Measurement => told({ name, unit: 'MiB', figure, reference })
  const first = await runChild(using('first'), { ...store('first'), BENCH_USES: '1' })
  const used = await runChild(using('memory'), { ...store('used'), BENCH_USES: String(connectors) })
  return [
    told({ name: 'the first call of one operation', unit: 'ms', figure: first }),
    memory('memory with all of them and nothing used / with no connector', await runChild(resting, store('resting'))),
    memory(`memory after an operation of each of ${connectors} connectors was used`, used),
  ]
}

async function looksAt(dir: string, corpus: Corpus): Promise<Measurement[]> {
  const env = envOf(join(dir, 'corpus.db'), corpus)
  const reference = await baseline(dir)
  const memory = (name: string, figure: number): Measurement => told({ name, unit: 'MiB', figure, reference })
  return [
    memory('memory with all of them and nothing used / with no connector', await runChild(resting, env)),
    memory('memory after every one of them was read', await runChild(looking, env)),
  ]
}

/** What a kernel takes that has nothing. */
function baseline(dir: string): Promise<number> {
  return runChild(resting, envOf(join(dir, 'empty.db'), { dirs: [join(dir, 'empty')], extensions: [], count: 0 }))
}

async function writeConnector(dir: string, id: string): Promise<void> {
  await mkdir(join(dir, 'generated', id))
  await writeFile(join(dir, 'generated', id, 'connector.json'), generatedConnector(id, operations))
}
