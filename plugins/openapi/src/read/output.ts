import type { Answer, Schema } from '@jackfield/core'
import type { Located } from '../refs/index.ts'

/** What a success answers. */
export interface OutputRead {
  readonly schema: Schema
  readonly answer?: Answer
  /** What is asked for, where that is not what the answer is read as. */
  readonly accept?: string
  /** The Response Object that it was read from; `null` where the document has none. */
  readonly written: Located | null
}
