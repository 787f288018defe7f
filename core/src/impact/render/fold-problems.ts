import type { Problem } from '../../model/index.ts'

/** Problems that say the same of several places. */
export interface FoldedProblem {
  readonly first: Problem
  /** How many others say it. */
  readonly more: number
}

/** What is said in the same words, once, in the order in which it is first said. */
export function foldProblems(problems: readonly Problem[]): readonly FoldedProblem[] {
  const alike = Map.groupBy(problems, ({ code, severity, message, hint }) =>
    JSON.stringify([code, severity ?? null, message, hint ?? null]),
  )
  return [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ first, more: others.length }],
  )
}

/** What is added to the place of the first; empty: nothing. */
export function moreText(more: number): string {
  if (more === 0) return ''
  return more === 1 ? ' and one more place' : ` and ${more.toLocaleString('en')} more places`
}
