import type { Json } from '../../model/index.ts'
import type { FieldSegment } from '../field.ts'
import { contains } from '../schema/contains.ts'
import { createSameness } from '../schema/sameness.ts'
import type { Reason } from './candidates.ts'
import { type Budget, createFindWitness, type End } from './find-witness.ts'

/** As {@link contains} says it of practical-open schemas, refuted only where a value shows it. */
export type CheckedContainment =
  | { readonly kind: 'proven' }
  | {
      readonly kind: 'refuted'
      readonly path: readonly FieldSegment[]
      readonly keyword: string
      /** The sender may send it and the reader refuses it, by a validator: both schemas rewritten. */
      readonly witness: Json
    }
  | { readonly kind: 'unknown'; readonly path: readonly FieldSegment[]; readonly construct: string }

const present: ReadonlySet<Reason> = new Set(['alternative', 'constraint', 'null', 'type', 'value'])
const absent: ReadonlySet<Reason> = new Set(['absent'])

/**
 * Whether a reader admits all that a sender may send. What is refuted by how the schemas are built, and by no value
 * that was found, is unknown, with the keyword for the construct.
 */
export function checkContainment(sender: End, reader: End, budget: Budget): CheckedContainment {
  const by = { base: sender.shapes, revision: reader.shapes, same: createSameness(sender.shapes, reader.shapes) }
  const found = contains(sender.shapes.node(sender.schema), reader.shapes.node(reader.schema), by, { opened: true })
  if (found.kind !== 'refuted') return found
  const { path, keyword } = found
  const witness = createFindWitness(sender, reader, budget)(path, keyword === 'required' ? absent : present)
  return witness === null
    ? { kind: 'unknown', path, construct: keyword }
    : { kind: 'refuted', path, keyword, witness: witness.value }
}
