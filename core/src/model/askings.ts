import type { Operation } from './operation.ts'
import { type Pointer, pointer } from './pointer.ts'
import type { Template } from './template.ts'

/** Where an operation asks another one, of the same connector, for what a person can fill in. */
export interface Asking {
  /** Below the operation, in the model. */
  readonly at: Pointer
  readonly operation: string
  readonly input: Template
}

export function askingsOf({ options = {}, schemaFrom = {} }: Operation): readonly Asking[] {
  return [
    ...Object.entries(options).map(([field, asking]) => ({ ...asking, at: pointer('options', field) })),
    ...Object.entries(schemaFrom).map(([side, asking]) => ({ ...asking, at: pointer('schemaFrom', side) })),
  ]
}
