import { type Pointer, pointer, type Template } from '../../model/index.ts'
import { referencesIn } from './references-in.ts'

/** The fields of an operation's input that a template reads, each once. */
export function inputsRead(template: Template): readonly Pointer[] {
  const read = referencesIn(template).flatMap(({ reference: { root, path } }) =>
    root === 'input' ? [pointer(...path)] : [],
  )
  return [...new Set(read)]
}
