import { isError, type Problem } from '../model/index.ts'

/**
 * What reading a flow against the base told, without warnings that reading it against the revision does not give: a
 * flow that is corrected for the revision already uses what only that declares.
 */
export function lastingWarnings(problems: readonly Problem[], readAgain: () => readonly Problem[]): readonly Problem[] {
  if (problems.every(isError)) return problems
  const lasting = new Set(readAgain().map(sameness))
  return problems.filter((problem) => isError(problem) || lasting.has(sameness(problem)))
}

/** All but the hint: what it proposes depends on what there is. */
function sameness({ hint: _, ...rest }: Problem): string {
  return JSON.stringify(rest)
}
