import { isError, type Problem } from '../model/index.ts'
import type { Io } from './command.ts'
import { printProblem } from './print-problem.ts'

/** Prints them to the error output; answers the exit code: 1 where one is more than a warning. */
export function printProblems(problems: readonly Problem[], { err }: Pick<Io, 'err'>): number {
  for (const problem of problems) err(printProblem(problem))
  return problems.some(isError) ? 1 : 0
}
