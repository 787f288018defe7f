import { outputInvalid } from '../errors/index.ts'
import type { Json, Problem } from '../model/index.ts'
import { summary } from './assert-input.ts'
import type { BoundCall } from './bound-call.ts'
import { nameOf } from './name-of.ts'

/**
 * Answers warnings, or throws `output-invalid`, as the call asks. The call has had its effect by now, hence the doubt.
 */
export function checkOutput(call: BoundCall, output: Json): readonly Problem[] {
  if (call.validateOutput === 'off') return []
  const problems = call.validators.output(call.operation)(output)
  if (problems.length === 0) return problems
  if (call.validateOutput === 'error') throw invalidOutput(call, problems)
  return problems.map((problem) => ({ ...problem, severity: 'warning' }))
}

export function invalidOutput(call: BoundCall, problems: readonly Problem[]): Error {
  return outputInvalid(
    `${nameOf(call)} was answered with something that does not fit its output: ${summary(problems)}.`,
    {
      problems,
      hint: 'Correct the operation\'s output schema, or call it with validateOutput "warn".',
      doubt: true,
    },
  )
}
