import type { Comparing } from './comparing.ts'
import type { Containment } from './containment.ts'
import { contains } from './contains.ts'
import type { SchemaNode } from './shape.ts'

/** Whether each value of the source is admitted by the target: proven, refuted, or not understood. */
export type Fit = 'yes' | 'no' | 'unknown'

const fitOf: Readonly<Record<Containment['kind'], Fit>> = { proven: 'yes', refuted: 'no', unknown: 'unknown' }

/**
 * {@link contains} in a word, for what is handed on as it is: a reader that is closed refuses what it does not list.
 */
export function fits(source: SchemaNode, target: SchemaNode, by: Comparing): Fit {
  return fitOf[contains(source, target, by).kind]
}
