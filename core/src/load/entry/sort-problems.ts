import type { Problem } from '../../model/index.ts'

/** By file, line and column; what has no place comes first. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const compare = (a: string | number, b: string | number): number => (a < b ? -1 : Number(a > b))
  return problems.toSorted(
    (a, b) =>
      compare(a.file ?? '', b.file ?? '') ||
      compare(a.line ?? 0, b.line ?? 0) ||
      compare(a.column ?? 0, b.column ?? 0) ||
      compare(a.code, b.code),
  )
}
