import type { Pointer } from '../../model/index.ts'

/** One thing wrong with a value; whoever knows the file it came from makes a `Problem` of it. */
export interface Mistake {
  readonly code: string
  readonly message: string
  readonly pointer: Pointer
  /** Which part of the place is wrong: its name, or what it holds. @default 'value' */
  readonly part?: 'key' | 'value'
  readonly severity?: 'error' | 'warning'
  readonly hint?: string
}
