import type { Change } from '../../model/index.ts'
import { type FieldSegment, fieldOf } from '../field.ts'
import type { Reason } from './candidates.ts'
import type { FindWitness, Witness } from './find-witness.ts'

const reasons: Readonly<Record<string, readonly Reason[]>> = {
  'input.changed': ['constraint', 'value', 'alternative'],
  'input.constraint-tightened': ['constraint'],
  'input.enum-narrowed': ['value'],
  'input.made-required': ['absent'],
  'input.moved': ['type', 'null', 'value', 'constraint'],
  'input.narrowed': ['type', 'null', 'alternative'],
  'input.null-refused': ['null'],
  'input.removed': ['type', 'null', 'value', 'constraint'],
  'input.renamed': ['absent'],
  'input.required-added': ['absent'],
  'output.changed': ['constraint', 'value', 'alternative'],
  'output.enum-widened': ['value'],
  'output.made-nullable': ['null'],
  'output.made-optional': ['absent'],
  'output.moved': ['absent'],
  'output.removed': ['absent'],
  'output.renamed': ['absent'],
  'output.type': ['type', 'null', 'alternative'],
  'output.unwrapped': ['type', 'alternative'],
  'output.variant-added': ['alternative'],
  'output.widened': ['type', 'null', 'constraint'],
  'output.wrapped': ['type', 'alternative'],
}

/**
 * A value that shows what a change of an input or output does: one that the base took and the revision refuses, or one
 * that the revision gives and the base did not. `null` where the change is harmless, or none was found.
 */
export function witnessOf(change: Change, find: FindWitness): Witness | null {
  const of = Object.hasOwn(reasons, change.kind) ? reasons[change.kind] : undefined
  const field = fieldOf(change.pointer)
  if (of === undefined || field === null || change.level === 'safe') return null
  return find(placeOf(change, field.path), new Set(of))
}

/** What is missing of an input that has another name now is the new name. */
function placeOf({ kind, rename }: Change, path: readonly FieldSegment[]): readonly FieldSegment[] {
  if (kind !== 'input.renamed' || rename === undefined) return path
  return [...path.slice(0, -1), { kind: 'name', name: rename.to }]
}
