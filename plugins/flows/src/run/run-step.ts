import type { Json, Operation } from '@jackfield/core'
import type { FlowStep } from '../document/index.ts'
import { ExpressionError, evaluate, type Scope } from '../expression/index.ts'
import { callStep } from './call-step.ts'
import { absent, type Journal, outputOf, type StepResult } from './journal.ts'
import type { Run } from './run-record.ts'
import { type RunRoom, StepFailed } from './run-room.ts'
import { CallFailed, emitStep, type StepCall } from './step-call.ts'

export interface StepRun {
  readonly room: RunRoom
  readonly run: Run
  readonly journal: Journal
  readonly step: FlowStep
  readonly scope: Scope
}

/** Runs one step, or what is left of it, and answers what later steps read. Throws {@link StepFailed}. */
export async function runStep(stepRun: StepRun): Promise<StepResult> {
  const { room, run, journal, step } = stepRun
  const whole = journal.at({ step: step.id, item: null })
  if (whole?.status === 'done') return outputOf(whole.output)
  if (whole?.status === 'skipped') return absent
  try {
    if (whole === undefined && !(await isWanted(stepRun))) return await skip(stepRun)
    const operation = await room.host.operation(step.operation, revisionOf(run, step))
    return step.forEach === undefined ? await callStep(callOf(stepRun, operation)) : await runEach(stepRun, operation)
  } catch (error) {
    if (!(error instanceof CallFailed || error instanceof ExpressionError)) throw error
    if (step.onError === 'fail') throw new StepFailed(step.id, error.message)
    return step.onError === 'skip' ? absent : outputOf(null)
  }
}

function revisionOf(run: Run, step: FlowStep) {
  const revision = run.revisions[step.operation]
  if (revision === undefined) throw new CallFailed(`"${run.flow}" is not bound to "${step.operation}".`)
  return revision
}

/** As `$boolean` sees it; without a value it does not hold. */
async function isWanted({ run, step, scope }: StepRun): Promise<boolean> {
  if (step.when === undefined) return true
  return (await evaluate(`$boolean(${step.when.text})`, scope, { moment: run.moment })) === true
}

async function skip(stepRun: StepRun): Promise<StepResult> {
  await stepRun.journal.write('journal-result', { step: stepRun.step.id, item: null }, { status: 'skipped' })
  emitStep(stepRun, { status: 'skipped' })
  return absent
}

function callOf(stepRun: StepRun, operation: Operation, each?: Scope['each']): StepCall {
  const scope = each === undefined ? stepRun.scope : { ...stepRun.scope, each }
  return { ...stepRun, operation, scope, line: { step: stepRun.step.id, item: each?.index ?? null } }
}

/** One call after the other; a failed item is `null` under `continue` and left out under `skip`. */
async function runEach(stepRun: StepRun, operation: Operation): Promise<StepResult> {
  const { journal, step } = stepRun
  const outputs: Json[] = []
  for (const [index, item] of (await valuesOf(stepRun)).entries()) {
    const result = await callItem(stepRun, callOf(stepRun, operation, { item, index }))
    if (result.kind === 'output') outputs.push(result.output)
  }
  await journal.write('journal-result', { step: step.id, item: null }, { status: 'done', output: outputs })
  return outputOf(outputs)
}

async function callItem({ step }: StepRun, call: StepCall): Promise<StepResult> {
  try {
    return await callStep(call)
  } catch (error) {
    if (!(error instanceof CallFailed) || step.onError === 'fail') throw error
    return step.onError === 'skip' ? absent : outputOf(null)
  }
}

async function valuesOf({ run, step, scope }: StepRun): Promise<readonly Json[]> {
  const value = await evaluate(step.forEach?.text ?? '', scope, { moment: run.moment })
  const values = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
  if (values.length <= step.limit) return values
  throw new CallFailed(`forEach has ${values.length} values; at most ${step.limit} are allowed.`)
}
