import { createSubjects, type Name, type Subject } from './action-subjects.ts'
import { compared, type Measurement } from './measurement.ts'
import { startService } from './start-service.ts'
import { cpuSince, median } from './statistics.ts'

const warmUp = 1_500
const rounds = 15
const callsPerRound = 300

interface Pairing {
  readonly name: string
  readonly subject: Name
  readonly reference: Name
  readonly budget: number
}

const pairings: readonly Pairing[] = [
  { name: 'a declarative action / undici.request alone', subject: 'declared', reference: 'undici', budget: 1.5 },
  { name: 'a declarative action / ky alone', subject: 'declared', reference: 'ky', budget: 1 },
  { name: 'a declarative action / axios alone', subject: 'declared', reference: 'axios', budget: 1 / 2.5 },
  { name: 'a declarative action / got alone', subject: 'declared', reference: 'got', budget: 1 / 2.5 },
  { name: "a code connector's http / undici.request alone", subject: 'coded', reference: 'undici', budget: 2.5 },
]

/** CPU of one call, one after the other, all ways in turn in one process against one service; medians over rounds. */
export async function actionCpu(): Promise<Measurement[]> {
  using service = await startService()
  await using subjects = await createSubjects(service.origin)
  const names = Object.keys(subjects.run) as Name[]
  for (const name of names) await repeat(subjects.run[name], warmUp)
  const cost: Record<Name, number[]> = { declared: [], coded: [], undici: [], ky: [], axios: [], got: [] }
  for (let round = 0; round < rounds; round++)
    for (const name of rotated(names, round)) cost[name].push(await cpuPerCall(subjects.run[name]))
  return pairings.map((pairing) => measurementOf(pairing, cost))
}

function measurementOf({ name, subject, reference, budget }: Pairing, cost: Record<Name, number[]>): Measurement {
  const ratio = median(cost[subject].map((figure, round) => figure / (cost[reference][round] ?? Number.NaN)))
  return compared({
    name,
    unit: 'µs',
    figure: median(cost[subject]),
    reference: median(cost[reference]),
    ratio,
    budget,
  })
}

async function cpuPerCall(subject: Subject): Promise<number> {
  const start = process.cpuUsage()
  await repeat(subject, callsPerRound)
  return cpuSince(start) / callsPerRound
}

async function repeat(subject: Subject, times: number): Promise<void> {
  for (let count = 0; count < times; count++) await subject()
}

/** Another one begins each round. */
function rotated(names: readonly Name[], by: number): Name[] {
  return names.map((_, index) => names[(index + by) % names.length] as Name)
}
