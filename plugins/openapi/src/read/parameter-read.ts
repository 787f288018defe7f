import type { JsonObject, Parameter, Schema } from '@jackfield/core'
import type { Located } from '../refs/index.ts'
import type { SchemaNode } from '../schema/index.ts'

export type ParameterPlace = Parameter['in'] | 'formData'

/** A parameter of an operation, on its way into input and request. */
export interface ParameterRead {
  /** The property of the input; `null`: it is not asked for, and `request` says what is sent. */
  readonly input: string | null
  /** As the service calls it. */
  readonly name: string
  readonly in: ParameterPlace
  readonly required: boolean
  readonly schema: Schema
  readonly node: SchemaNode | null
  /** How it is written; its `value` is filled in from `input` where that is left out. */
  readonly request: Omit<Parameter, 'name' | 'in' | 'value'> & { readonly value?: Parameter['value'] }
  /** Of a form: whether it is a file, or a list of them. */
  readonly isFile: boolean
  readonly written: Located<JsonObject>
}
