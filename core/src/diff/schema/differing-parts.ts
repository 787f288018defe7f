import type { Pointer } from '../../model/index.ts'
import type { SchemaNode } from './shape.ts'
import type { PairedShapes, ShapePair } from './shape-pair.ts'

/** Two schemas one step further in. */
export interface Part {
  readonly nodes: readonly [SchemaNode, SchemaNode]
  /** Of the two. */
  readonly key: string
  readonly place: 'additionalProperties' | 'items' | { readonly field: string }
}

const known = new WeakMap<PairedShapes, readonly Part[]>()

/** What lies one step further in, and differs; looked for once, wherever the two lie. */
export function differingParts({ paired, by }: ShapePair): readonly Part[] {
  const parts = known.get(paired) ?? [...eachPart(paired)].filter(({ nodes }) => !by.same(...nodes))
  known.set(paired, parts)
  return parts
}

function* eachPart({ fields, plain }: PairedShapes): Iterable<Part> {
  for (const { name, base, revision } of fields?.both ?? []) yield partOf(base, revision, { field: name })
  for (const { removed, added } of fields?.renamed ?? [])
    yield partOf(removed.thing, added.thing, { field: removed.name })
  if (plain?.base.types.has('array') && plain.revision.types.has('array'))
    yield partOf(plain.base.items, plain.revision.items, 'items')
  if (fields !== null && plain !== null && plain.base.additional !== null && plain.revision.additional !== null)
    yield partOf(plain.base.additional, plain.revision.additional, 'additionalProperties')
}

function partOf(base: SchemaNode, revision: SchemaNode, place: Part['place']): Part {
  return { nodes: [base, revision], key: keyOf(base, revision), place }
}

export function keyOf(base: SchemaNode, revision: SchemaNode): string {
  return `${base.key}~${revision.key}`
}

export function placeOf({ place }: Part, pair: ShapePair): Pointer {
  return typeof place === 'string' ? `${pair.at}/${place}` : pair.fieldPointer(place.field)
}
