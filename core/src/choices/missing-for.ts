import { type JsonObject, type Pointer, type Template, valueAt } from '../model/index.ts'
import { inputsRead, referencesIn } from '../validate/index.ts'

/** The fields that a question depends on and that are not filled in yet. */
export function missingFor(asking: Template, input: JsonObject): readonly Pointer[] {
  return inputsRead(asking).filter((at) => valueAt(input, at) === undefined)
}

/** Whether the service is told what a person typed. */
export function searches(asking: Template): boolean {
  return referencesIn(asking).some(({ reference: { root, path } }) => root === 'call' && path[0] === 'search')
}
