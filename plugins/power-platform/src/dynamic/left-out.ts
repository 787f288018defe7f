import type { Located } from '@jackfield/openapi'

/** Something that an operation runs without, since it does not fit: told as a warning. */
export interface LeftOut {
  /** The id of the operation. */
  readonly operation: string
  /** Where the document says it; undefined: the operation itself. */
  readonly at: Located | undefined
  readonly message: string
}
