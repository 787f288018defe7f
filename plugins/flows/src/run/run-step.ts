import { isJackfieldError, type Json, type Operation } from '@jackfield/core'
import type { Expression, FlowStep } from '../document/index.ts'
import { ExpressionError, evaluate, type Scope } from '../expression/index.ts'
import { callStep } from './call-step.ts'
import { failLine } from './fail-line.ts'
import { holds } from './holds.ts'
import { absent, type Journal, type Line, outputOf, type StepResult } from './journal.ts'
import type { Run } from './run-record.ts'
import { Interrupted, type RunRoom, StepFailed } from './run-room.ts'
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
  const { journal, step } = stepRun
  const whole = journal.at(lineOf(stepRun))
  if (whole?.status === 'done') return outputOf(whole.output)
  if (whole?.status === 'skipped') return absent
  try {
    if (whole === undefined && !(await isWanted(stepRun))) return await skip(stepRun)
    const operation = await operationOf(stepRun)
    return step.forEach === undefined
      ? await callStep(callOf(stepRun, operation))
      : await runEach(stepRun, { operation, expression: step.forEach })
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error
    if (step.onError === 'fail') throw new StepFailed(step.id, error.message)
    return step.onError === 'skip' ? absent : outputOf(null)
  }
}

async function operationOf(stepRun: StepRun): Promise<Operation> {
  const { room, run, step } = stepRun
  const revision = run.revisions[step.operation]
  if (revision === undefined) return fail(stepRun, `"${run.flow}" is not bound to "${step.operation}".`)
  try {
    return await room.host.operation(step.operation, revision)
  } catch (error) {
    if (isJackfieldError(error)) return fail(stepRun, error.message)
    throw error
  }
}

async function isWanted(stepRun: StepRun): Promise<boolean> {
  const { when } = stepRun.step
  return when === undefined || holds(await evaluated(stepRun, when, '"when" has no answer'))
}

async function evaluated(stepRun: StepRun, { text }: Expression, trouble: string): Promise<Json | undefined> {
  const { room, run, scope } = stepRun
  try {
    return await evaluate(text, scope, { moment: run.moment, limits: room.limits })
  } catch (error) {
    if (error instanceof ExpressionError) return fail(stepRun, `${trouble}: ${error.message}`)
    throw error
  }
}

function fail(stepRun: StepRun, message: string): Promise<never> {
  return failLine({ ...stepRun, line: lineOf(stepRun) }, message)
}

function lineOf({ step }: StepRun, item: number | null = null): Line {
  return { step: step.id, operation: step.operation, item }
}

async function skip(stepRun: StepRun): Promise<StepResult> {
  await stepRun.journal.write('journal-result', lineOf(stepRun), { status: 'skipped' })
  emitStep(stepRun, { status: 'skipped' })
  return absent
}

function callOf(stepRun: StepRun, operation: Operation, each?: Scope['each']): StepCall {
  const scope = each === undefined ? stepRun.scope : { ...stepRun.scope, each }
  return { ...stepRun, operation, scope, line: lineOf(stepRun, each?.index) }
}

interface Each {
  readonly operation: Operation
  readonly expression: Expression
}

/** One call after the other; a failed item is `null` under `continue` and left out under `skip`. */
async function runEach(stepRun: StepRun, { operation, expression }: Each): Promise<StepResult> {
  const { room, journal } = stepRun
  const outputs: Json[] = []
  for (const [index, item] of (await valuesOf(stepRun, expression)).entries()) {
    if (room.closing.aborted) throw new Interrupted('The kernel is closing.')
    const result = await callItem(stepRun, callOf(stepRun, operation, { item, index }))
    if (result.kind === 'output') outputs.push(result.output)
  }
  await journal.write('journal-result', lineOf(stepRun), { status: 'done', output: outputs })
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

/** What `forEach` goes over: journaled before the first, so that a run taken up again goes over the same. */
async function valuesOf(stepRun: StepRun, expression: Expression): Promise<readonly Json[]> {
  const { journal, step } = stepRun
  const line = lineOf(stepRun)
  const known = journal.at(line)
  if (known?.status === 'each') return known.values
  if (known?.status === 'failed') throw new CallFailed(known.message)
  const value = await evaluated(stepRun, expression, '"forEach" has no answer')
  const values = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
  if (values.length > step.limit)
    return fail(stepRun, `"forEach" gives ${values.length} values, and the step allows ${step.limit} ("limit").`)
  await journal.write('journal-attempt', line, { status: 'each', values })
  return values
}
