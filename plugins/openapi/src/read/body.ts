import type { Body, Schema } from '@jackfield/core'
import type { Located } from '../refs/index.ts'
import type { SchemaNode } from '../schema/index.ts'

/** A request's body: the input's property `body`. */
export interface BodyRead {
  readonly required: boolean
  readonly schema: Schema
  readonly node: SchemaNode | null
  readonly body: Omit<Body, 'value'>
  /** As the document has it; `null` where it says nothing. */
  readonly written: Located | null
}
