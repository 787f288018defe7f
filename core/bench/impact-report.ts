import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, type Held, type Kernel, sqlite, type Usage } from '@jackfield/core'
import { fillStore, givingUsages, usagesOf } from './fill-store.ts'
import { generatedConnector } from './generated-connector.ts'
import { absolute, type Measurement, told } from './measurement.ts'
import { runChild } from './run-child.ts'
import { remembering } from './start-scripts.ts'
import { cpuSince, median } from './statistics.ts'

const known = [10_000, 100_000, 1_000_000]
const touched = [10, 100, 1_000]
const rounds = 55
/** Not counted: a kernel that is up is warm. */
const warmUps = 30
const organisationOf = (count: number): string => `touched-${count}`
/** Of whose two steps one gives a text of its own to an input that admits fewer now, and one hands a text on. */
const giving = { organisation: 'giving', flows: 500 }

/**
 * The report of a held change, as `changes.list` makes it anew: with more and more usages of other connectors known,
 * and for organisations of which the change touches more and more steps. What knowing so many takes, and one more.
 */
export async function impactReport(): Promise<Measurement[]> {
  const dir = await mkdtemp(join(tmpdir(), 'jackfield-bench-'))
  const store = join(dir, 'kernel.db')
  try {
    await save(dir, 'shop')
    await save(dir, 'desk')
    await holding(await openKernel(dir), async () => {
      await save(dir, 'shop', (text) => text.replaceAll('"name": {', '"label": {'))
      await save(dir, 'desk', (text) => text.replaceAll('"minLength": 1', '"minLength": 2'))
    })
    const measured: Measurement[] = []
    for (const [index, to] of known.entries()) {
      fillStore({ path: store, organisations: touched.map(organisationOf), from: known[index - 1] ?? 0, to })
      await using kernel = await openKernel(dir)
      for (const count of to === known.at(-1) ? touched : touched.slice(-1))
        measured.push(reportOf(count, to, await timesOf(() => brokenReport(kernel, count))))
      if (to === known.at(-1)) measured.push(await givingReport(kernel, to), ...(await costsOf(dir, kernel)))
    }
    return measured
  } finally {
    await rm(dir, { recursive: true })
  }
}

async function save(dir: string, id: string, change = (text: string): string => text): Promise<void> {
  const folder = join(dir, 'plugins', id)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'connector.json'), change(generatedConnector(id, 10)))
}

function openKernel(dir: string): Promise<Kernel> {
  return createKernel({ plugins: [{ dir: join(dir, 'plugins') }], store: sqlite(join(dir, 'kernel.db')) })
}

/** Flows of which one step in three reads what the one change renames, or gives what the other may refuse. */
async function holding(kernel: Kernel, change: () => Promise<void>): Promise<void> {
  await using _ = kernel
  const put = (organisation: string, flow: number, usages: readonly Usage[]) =>
    kernel.usages.put({ organisation, id: `flow-${flow}`, edition: '1' }, usages, { complete: true })
  for (const count of touched)
    for (let flow = 0; flow < count; flow++) await put(organisationOf(count), flow, usagesOf('shop'))
  for (let flow = 0; flow < giving.flows; flow++) await put(giving.organisation, flow, givingUsages('desk', flow))
  const left = new Set([...touched.map(organisationOf), giving.organisation])
  const all = new Promise<void>((resolve, reject) => {
    kernel.on('connector:failed', ({ problems }) => reject(new Error(JSON.stringify(problems))))
    kernel.on('connector:changed', (event) => reject(new Error(`Not held: ${JSON.stringify(event)}`)))
    kernel.on('connector:held', ({ change: { organisation } }) => {
      left.delete(organisation)
      if (left.size === 0) resolve()
    })
  })
  await Promise.all([all, change()])
}

function brokenReport(kernel: Kernel, count: number): Promise<Held> {
  return reportFor(kernel, { organisation: organisationOf(count), status: 'broken', count })
}

async function reportFor(
  kernel: Kernel,
  { organisation, status, count }: { organisation: string; status: 'broken' | 'risky'; count: number },
): Promise<Held> {
  const [change] = await kernel.changes.list({ organisation })
  if (change === undefined || change.report.summary[status] !== count)
    throw new Error(`The report has ${change?.report.summary[status]} steps that are ${status}.`)
  return change
}

/** Of the processor, in milliseconds: other processes make it no slower. */
async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage()
    await work()
    times.push(cpuSince(start) / 1_000)
  }
  return times.slice(warmUps)
}

function reportOf(count: number, all: number, times: readonly number[]): Measurement {
  const name = `CPU of an impact report, ${number(count)} steps touched of ${number(all)} known`
  const first = { name, unit: 'ms', figure: median(times) } as const
  return count === 1_000 ? absolute({ ...first, budget: 50 }) : told(first)
}

async function givingReport(kernel: Kernel, all: number): Promise<Measurement> {
  const { organisation, flows } = giving
  const times = await timesOf(() => reportFor(kernel, { organisation, status: 'risky', count: flows }))
  const name = `CPU of an impact report, ${number(2 * flows)} steps of ${number(all)} whose values are weighed`
  return absolute({ name, unit: 'ms', figure: median(times), budget: 50 })
}

/** Of the index with all of them. */
async function costsOf(dir: string, kernel: Kernel): Promise<Measurement[]> {
  const organisation = organisationOf(10)
  let edition = 0
  const put = await timesOf(() =>
    kernel.usages.put({ organisation, id: 'edited', edition: `${++edition}` }, usagesOf('shop', 'count'), {
      complete: true,
    }),
  )
  const env = { BENCH_DIRS: JSON.stringify([join(dir, 'plugins')]), BENCH_EXTENSIONS: '[]', BENCH_COUNT: '1' }
  const empty = await runChild(remembering, { ...env, BENCH_STORE: join(dir, 'empty.db') })
  const full = await runChild(remembering, { ...env, BENCH_STORE: join(dir, 'kernel.db') })
  const all = number(known.at(-1) ?? 0)
  return [
    told({
      name: `CPU of telling the usages of a flow of 3 steps anew, ${all} known`,
      unit: 'ms',
      figure: median(put),
    }),
    told({ name: `memory with ${all} usages known / with none`, unit: 'MiB', figure: full, reference: empty }),
  ]
}

const number = (value: number): string => value.toLocaleString('en')
