import {
  type Budget,
  type Containment,
  contains,
  createFindWitness,
  createSameness,
  type End,
  type FindWitness,
} from '../../src/diff/index.ts'
import type { Json } from '../../src/model/index.ts'

type Refuted = Extract<Containment, { kind: 'refuted' }>

/** As `contains` says it of practical-open schemas, refuted only where a value shows it. */
export type CheckedContainment =
  | Exclude<Containment, Refuted>
  /** The sender may send the witness and the reader refuses it, by a validator: both schemas rewritten. */
  | (Refuted & { readonly witness: Json })

type Reasons = Parameters<FindWitness>[1]

const present: Reasons = new Set(['alternative', 'constraint', 'null', 'type', 'value'])
const absent: Reasons = new Set(['absent'])

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
