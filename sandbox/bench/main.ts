// `npm run bench -- isolated`: what it costs to run a connector's code in a process of its own, beside the same in the
// host's. Budgets are not tests: the exit code is 0.
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createKernel, type Kernel, sqlite } from '@jackfield/core'
import { sandbox } from '@jackfield/sandbox'
import isolated from './isolated.ts'

const [rounds, calls, asked] = [15, 200, 100]

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Milliseconds of one call, over many in turn. */
async function timeOf(kernel: Kernel, operation: string, times: number, input = {}): Promise<number> {
  const began = performance.now()
  for (let call = 0; call < times; call += 1) await kernel.invoke(operation, { organisation: 'bench', input })
  return (performance.now() - began) / times
}

const dir = await mkdtemp(join(tmpdir(), 'jackfield-bench-'))
await copyFile(fileURLToPath(new URL('isolated.ts', import.meta.url)), join(dir, 'isolated.ts'))
try {
  await using kernel = await createKernel({
    plugins: [{ dir }],
    connectors: [{ ...isolated, id: 'in-process' }],
    extensions: [sandbox()],
    store: sqlite(':memory:'),
    clock: { now: () => Date.now(), sleep: async () => {} },
  })
  const warm = { isolated: [] as number[], 'in-process': [] as number[] }
  const asking = { isolated: [] as number[], 'in-process': [] as number[] }
  const first = await timeOf(kernel, 'isolated.echo', 1)
  for (let round = 0; round < rounds; round += 1)
    for (const name of ['isolated', 'in-process'] as const) {
      const one = await timeOf(kernel, `${name}.echo`, calls)
      warm[name].push(one)
      asking[name].push(((await timeOf(kernel, `${name}.ask`, 5, { times: asked })) - one) / asked)
    }
  print('a warm isolated call, over one in process', median(warm.isolated), median(warm['in-process']), 1)
  print('one call of the host there and back', median(asking.isolated), median(asking['in-process']), 0.1)
  console.log(`the first call, its process started: ${first.toFixed(1)} ms`)
} finally {
  await rm(dir, { recursive: true })
}

/** Milliseconds; the budget is of what isolation adds. */
function print(name: string, figure: number, reference: number, budget: number): void {
  const micros = (value: number): string => `${(value * 1000).toFixed(1)} µs`.padStart(10)
  const met = figure - reference <= budget ? 'met' : 'not met'
  const columns = [
    name.padEnd(44),
    micros(figure),
    `in process ${micros(reference)}`,
    `≤ ${micros(budget).trim()} more`,
  ]
  console.log([...columns, met].join('  '))
}
