import type { Json, JsonObject, KernelEvents, Operation, RunCall } from '@jackfield/core'
import type { FlowStep } from '../document/index.ts'
import type { Scope } from '../expression/index.ts'
import type { Journal, Line } from './journal.ts'
import type { Run } from './run-record.ts'
import type { RunRoom } from './run-room.ts'

/** One call of a step: the step itself, or one item of its `forEach`. */
export interface StepCall {
  readonly room: RunRoom
  readonly run: Run
  readonly journal: Journal
  readonly step: FlowStep
  readonly line: Line
  readonly operation: Operation
  readonly scope: Scope
}

/** The call failed for good; the step's `onError` decides what that means. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
}

/** What the kernel is asked: on the run's own revision, with a key that every attempt shares. */
export function runCallOf({ room, run, step, line }: StepCall, input: JsonObject): RunCall {
  const revision = run.revisions[step.operation]
  if (revision === undefined) throw new CallFailed(`"${run.flow}" is not bound to "${step.operation}".`)
  return {
    organisation: run.organisation,
    dependent: run.flow,
    step: step.id,
    operation: step.operation,
    revision,
    connection: step.connection === undefined ? null : (run.connections[step.connection] ?? null),
    input,
    idempotencyKey: [run.id, step.id, ...(line.item === null ? [] : [line.item])].join('/'),
    signal: room.cutting,
  }
}

type StepNews = Pick<KernelEvents['run:step'], 'status'> & { readonly output?: Json; readonly message?: string }

export function emitStep({ room, run, step }: Pick<StepCall, 'room' | 'run' | 'step'>, news: StepNews): void {
  const { organisation, flow: dependent, id } = run
  room.host.emit('run:step', { organisation, dependent, run: id, step: step.id, operation: step.operation, ...news })
}
