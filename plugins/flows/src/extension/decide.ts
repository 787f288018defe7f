import { errors, type Tables } from '@jackfield/core'
import { type EntryState, entryId, flowStore } from '../run/index.ts'
import type { DoubtDecision } from './flows-api.ts'

/** Writes a person's decision about a step in doubt and lets its run go on; the caller resumes the runner afterwards. */
export async function decide(tables: Tables, id: string, decision: DoubtDecision): Promise<void> {
  const run = await flowStore.run(tables, id)
  if (run === undefined) throw errors.dependentUnknown(`There is no run "${id}".`)
  const { step, item = null } = decision
  const key = entryId({ run: id, step, item })
  const entry = (await flowStore.journal(tables, id)).find((one) => entryId(one) === key)
  if (run.state !== 'waiting' || entry?.state.status !== 'in-doubt')
    throw errors.argumentInvalid(`Step "${step}" of run "${id}" does not wait for a decision.`, {
      hint: 'List what waits with runs({ organisation, state: "waiting" }) and journal(run).',
    })
  await flowStore.putEntry(tables, { run: id, step, item, state: stateOf(decision, entry.state) })
  const { step: _step, message: _message, ...going } = run
  await flowStore.putRun(tables, { ...going, state: 'running' })
}

function stateOf(decision: DoubtDecision, { input, attempt }: Extract<EntryState, { status: 'in-doubt' }>): EntryState {
  if (decision.kind === 'happened') return { status: 'done', output: decision.output }
  return decision.kind === 'skip' ? { status: 'skipped' } : { status: 'cleared', input, attempt }
}
