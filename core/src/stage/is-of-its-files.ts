import type { Problem } from '../model/index.ts'

/** What a process or a fault came to may be different the next time, with the same files. */
export function isOfItsFiles(problems: readonly Problem[]): boolean {
  return !problems.some(({ code }) => code === 'code-failed' || code === 'format-failed')
}
