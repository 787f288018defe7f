import { errors, type Tables } from '@jackfield/core'
import { flowStore } from '../run/index.ts'
import { going } from './decide.ts'

/** Lets a run that failed or waits go on from there; the caller resumes the runner afterwards. */
export async function resumeRun(tables: Tables, id: string): Promise<void> {
  const run = await flowStore.run(tables, id)
  if (run === undefined) throw errors.dependentUnknown(`There is no run "${id}".`)
  if (run.state !== 'failed' && run.state !== 'waiting')
    throw errors.argumentInvalid(`Run "${id}" is ${run.state}: there is nothing to take up.`, {
      hint: 'List what failed with runs({ organisation, state: "failed" }).',
    })
  for (const entry of await flowStore.journal(tables, id)) {
    if (entry.step !== run.step || entry.state.status !== 'failed') continue
    const { sent } = entry.state
    if (sent === undefined) await flowStore.removeEntry(tables, entry)
    else await flowStore.putEntry(tables, { ...entry, state: { status: 'cleared', ...sent, attempt: 0 } })
  }
  await flowStore.putRun(tables, going(run))
}
