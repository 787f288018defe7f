import { inputInvalid } from '../errors/index.ts'
import type { Problem } from '../model/index.ts'
import type { BoundCall, CallRequest } from './bound-call.ts'
import { nameOf } from './name-of.ts'

/** Throws `input-invalid` with everything that is wrong with the input; nothing has been sent then. */
export function assertInput(call: BoundCall, request: CallRequest): void {
  const problems = call.validators.input(call.operation)(request.input)
  if (problems.length === 0) return
  const hint = problems.find((problem) => problem.hint !== undefined)?.hint
  throw inputInvalid(`${nameOf(call)} was not called: its input is not valid: ${summary(problems)}.`, {
    problems,
    hint: hint ?? "Compare the input with the operation's input schema.",
  })
}

/** The first few problems in one line. */
export function summary(problems: readonly Problem[]): string {
  const shown = problems.slice(0, 3).map((problem) => problem.message)
  const more = problems.length - shown.length
  return more === 0 ? shown.join('; ') : `${shown.join('; ')}; and ${more} more`
}
