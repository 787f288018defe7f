import { type Pointer, pointer } from '../../model/index.ts'
import type { Comparing } from './comparing.ts'
import { type Fields, pairFields } from './fields.ts'
import { type PairedVariants, pairVariants } from './pair-variants.ts'
import { type Relation, relate } from './relation.ts'
import type { Plain, Shape } from './shape.ts'

/** Two shapes at one place, with everything that rules ask about them. */
export interface ShapePair {
  readonly side: 'input' | 'output'
  /** Of the schema, in the base. */
  readonly at: Pointer
  readonly base: Shape
  readonly revision: Shape
  readonly by: Comparing
  readonly relation: Relation
  /** Both, where both are plain and have a type in common: what more there is to compare. */
  readonly plain: { readonly base: Plain; readonly revision: Plain } | null
  /** `null` unless both may be objects. */
  readonly fields: Fields | null
  /** `null` unless at least one is a union. */
  readonly variants: PairedVariants | null
  fieldPointer(name: string): Pointer
}

export interface ShapePlace {
  readonly side: 'input' | 'output'
  readonly at: Pointer
  /** Where properties declared beside the alternatives are; `at` for every other. */
  readonly beside?: { readonly at: Pointer; readonly names: ReadonlySet<string> }
}

export function shapePair([base, revision]: readonly [Shape, Shape], by: Comparing, place: ShapePlace): ShapePair {
  const relation = relate([base, revision], place.side, by)
  const comparable = relation.kind === 'comparable'
  const plain = comparable && base.kind === 'plain' && revision.kind === 'plain' ? { base, revision } : null
  const objects = plain?.base.types.has('object') && plain.revision.types.has('object')
  return {
    side: place.side,
    at: place.at,
    base,
    revision,
    by,
    relation,
    plain,
    fields: plain !== null && objects ? pairFields(plain.base, plain.revision, { by, side: place.side }) : null,
    variants: comparable && plain === null ? pairVariants(base, revision, by) : null,
    fieldPointer: (name) => (place.beside?.names.has(name) ? place.beside.at : place.at) + pointer('properties', name),
  }
}
