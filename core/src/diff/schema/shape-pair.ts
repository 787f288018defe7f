import { type Pointer, pointer } from '../../model/index.ts'
import { bothListed } from './both-listed.ts'
import type { Comparing } from './comparing.ts'
import { type Fields, pairFields } from './fields.ts'
import { type PairedVariants, pairVariants } from './pair-variants.ts'
import { type Relation, relate } from './relation.ts'
import type { Plain, Shape } from './shape.ts'

/** Two shapes at one place, with everything that rules ask about them. */
export interface ShapePair extends PairedShapes {
  readonly side: 'input' | 'output'
  /** Of the schema, in the base. */
  readonly at: Pointer
  readonly by: Comparing
  /** What of it is the same wherever the two lie. */
  readonly paired: PairedShapes
  fieldPointer(name: string): Pointer
}

/** Two shapes, wherever they lie. */
export interface PairedShapes {
  readonly base: Shape
  readonly revision: Shape
  readonly relation: Relation
  /** Both, where both are plain and have a type in common: what more there is to compare. */
  readonly plain: { readonly base: Plain; readonly revision: Plain } | null
  /** `null` unless both may be objects. */
  readonly fields: Fields | null
  /** `null` unless at least one is a union. */
  readonly variants: PairedVariants | null
}

export interface ShapePlace {
  readonly side: 'input' | 'output'
  readonly at: Pointer
  /** Where properties declared beside the alternatives are; `at` for every other. */
  readonly beside?: { readonly at: Pointer; readonly names: ReadonlySet<string> }
}

export function shapePair(shapes: readonly [Shape, Shape], by: Comparing, place: ShapePlace): ShapePair {
  const paired = pairedBefore(shapes, by, place.side)
  return {
    ...paired,
    paired,
    side: place.side,
    at: place.at,
    by,
    fieldPointer: (name) => (place.beside?.names.has(name) ? place.beside.at : place.at) + pointer('properties', name),
  }
}

type Known = WeakMap<Shape, WeakMap<Shape, PairedShapes>>

/** Schemas that many operations share lie in thousands of places, and are paired once. */
const known = new WeakMap<Comparing, Readonly<Record<ShapePair['side'], Known>>>()

function pairedBefore([base, revision]: readonly [Shape, Shape], by: Comparing, side: ShapePair['side']): PairedShapes {
  const all = known.get(by) ?? { input: new WeakMap(), output: new WeakMap() }
  known.set(by, all)
  const own = all[side].get(base) ?? new WeakMap<Shape, PairedShapes>()
  all[side].set(base, own)
  const paired = own.get(revision) ?? pairShapes([base, revision], by, side)
  own.set(revision, paired)
  return paired
}

function pairShapes([base, revision]: readonly [Shape, Shape], by: Comparing, side: ShapePair['side']): PairedShapes {
  const relation = relate([base, revision], side, by)
  const comparable = relation.kind === 'comparable'
  const plain = comparable && base.kind === 'plain' && revision.kind === 'plain' ? bothListed(base, revision) : null
  const objects = plain?.base.types.has('object') && plain.revision.types.has('object')
  return {
    base,
    revision,
    relation,
    plain,
    fields: plain !== null && objects ? pairFields(plain.base, plain.revision, { by, side }) : null,
    variants: comparable && plain === null ? pairVariants(base, revision, by) : null,
  }
}
