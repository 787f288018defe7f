import { dict, type Json } from '@jackfield/core'
import { flowStore } from './flow-store.ts'
import { openJournal } from './journal.ts'
import type { Run, RunState } from './run-record.ts'
import { Interrupted, type RunRoom, StepFailed, Waits } from './run-room.ts'
import { runStep } from './run-step.ts'

/**
 * Runs a flow from where its journal ends to its end, or to where a person has to decide. Never throws for the flow's
 * sake.
 */
export async function executeRun(room: RunRoom, id: string): Promise<void> {
  const run = await begin(room, id)
  if (run === undefined) return
  try {
    await runSteps(room, run)
    await end(room, run, { state: 'finished' })
  } catch (error) {
    if (error instanceof Interrupted || room.closing.aborted) return
    await fail(room, run, error)
  }
}

async function begin({ host }: RunRoom, id: string): Promise<Run | undefined> {
  const found = await flowStore.run(host.store.tables, id)
  if (found?.state !== 'pending') return found?.state === 'running' ? found : undefined
  const run: Run = { ...found, state: 'running' }
  await host.store.transaction('run-start', (tables) => flowStore.putRun(tables, run))
  const { organisation, flow: dependent, event } = run
  host.emit('run:started', { organisation, dependent, run: id, event: event.id })
  return run
}

async function runSteps(room: RunRoom, run: Run): Promise<void> {
  const { steps } = await room.document(run)
  const journal = await openJournal(room, run)
  const outputs = dict<Json>()
  for (const step of steps) {
    if (room.closing.aborted) throw new Interrupted('The kernel is closing.')
    const result = await runStep({ room, run, journal, step, scope: { trigger: run.event.data, steps: outputs } })
    if (result.kind === 'output') outputs[step.id] = result.output
  }
}

async function fail(room: RunRoom, run: Run, error: unknown): Promise<void> {
  const waits = error instanceof Waits
  const step = waits || error instanceof StepFailed ? error.step : null
  const message = error instanceof Error ? error.message : String(error)
  if (step === null) room.host.log.error(`Run ${run.id} of "${run.flow}" failed.`, { error })
  await end(room, run, { state: waits ? 'waiting' : 'failed', step, message })
}

interface End {
  readonly state: Extract<RunState, 'finished' | 'waiting' | 'failed'>
  readonly step?: string | null
  readonly message?: string
}

async function end({ host }: RunRoom, run: Run, { state, step = null, message = '' }: End): Promise<void> {
  const ended: Run = { ...run, state, ...(step !== null && { step }), ...(message !== '' && { message }) }
  await host.store.transaction('run-end', (tables) => flowStore.putRun(tables, ended))
  const { organisation, flow: dependent, id } = run
  if (state === 'finished') host.emit('run:finished', { organisation, dependent, run: id })
  else host.emit('run:failed', { organisation, dependent, run: id, step, message, waiting: state === 'waiting' })
}
