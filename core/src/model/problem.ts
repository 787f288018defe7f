import type { Pointer } from './pointer.ts'

/** One thing wrong with a file: what, where, and one thing to do. Lines and columns count from 1. */
export interface Problem {
  /** kebab-case, one of the codes listed in docs/reference/problems.md. */
  readonly code: string
  readonly message: string
  readonly severity?: 'error' | 'warning'
  readonly file?: string
  readonly line?: number
  readonly column?: number
  /** Into the file as written. */
  readonly pointer?: Pointer
  readonly hint?: string
}

/** Whether it is more than a warning: what says nothing of its severity is. */
export function isError({ severity }: Pick<Problem, 'severity'>): boolean {
  return severity !== 'warning'
}
