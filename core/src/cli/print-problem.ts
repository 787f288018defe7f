import type { Problem } from '../model/index.ts'

/** A problem as text: what, where, and what to do. */
export function printProblem({ message, severity, file, line, column, pointer, hint }: Problem): string {
  const position = [file, line, column].filter((part) => part !== undefined).join(':')
  const place = position && pointer ? `${position} (${pointer})` : position || pointer
  return [
    `${severity === 'warning' ? 'warning: ' : ''}${message}`,
    ...(!place ? [] : [`  at ${place}`]),
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
    '',
  ].join('\n')
}
