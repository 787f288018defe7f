import { errors, type KernelEvents, type Tables } from '@jackfield/core'
import { type EntryState, entryId, flowStore, type Run } from '../run/index.ts'
import type { DoubtDecision } from './flows-api.ts'

/**
 * Writes a person's decision about a step in doubt and lets its run go on; the caller resumes the runner afterwards.
 * Answers what is to be told of the step, where that is decided.
 */
export async function decide(
  tables: Tables,
  id: string,
  decision: DoubtDecision,
): Promise<KernelEvents['run:step'] | null> {
  const run = await flowStore.run(tables, id)
  if (run === undefined) throw errors.dependentUnknown(`There is no run "${id}".`)
  const { step, item = null } = decision
  const key = entryId({ run: id, step, item })
  const entry = (await flowStore.journal(tables, id)).find((one) => entryId(one) === key)
  if (run.state !== 'waiting' || entry?.state.status !== 'in-doubt')
    throw errors.argumentInvalid(`Step "${step}" of run "${id}" does not wait for a decision.`, {
      hint: 'List what waits with runs({ organisation, state: "waiting" }) and journal(run).',
    })
  const operation = entry.operation
  await flowStore.putEntry(tables, { ...entry, state: stateOf(decision, entry.state) })
  await flowStore.putRun(tables, going(run))
  if (decision.kind === 'again') return null
  const { organisation, flow: dependent } = run
  const told = { organisation, dependent, run: id, step, operation }
  return decision.kind === 'happened'
    ? { ...told, status: 'done', output: decision.output }
    : { ...told, status: 'skipped' }
}

function stateOf(decision: DoubtDecision, { input, attempt }: Extract<EntryState, { status: 'in-doubt' }>): EntryState {
  if (decision.kind === 'happened') return { status: 'done', output: decision.output }
  return decision.kind === 'skip' ? { status: 'skipped' } : { status: 'cleared', input, attempt }
}

/** The run as it was before it stopped. */
export function going({ step: _step, message: _message, ...run }: Run): Run {
  return { ...run, state: 'running' }
}
