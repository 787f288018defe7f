import { canonicalJson } from '../../model/index.ts'
import { type Constraint, constraintDifferences, constraints } from './constraints.ts'
import { sameRest } from './same-keywords.ts'
import { sameSet } from './same-set.ts'
import type { Plain } from './shape.ts'
import type { ShapePair } from './shape-pair.ts'

/** What two shapes can differ in. */
export type Facet =
  | 'additional properties'
  | 'alternatives'
  | 'default'
  | 'fields'
  | 'null'
  | 'other keywords'
  | 'required fields'
  | 'type'
  | 'values'
  | Constraint

type Differs = (pair: ShapePair) => boolean

const ofPlain =
  (differs: (base: Plain, revision: Plain, pair: ShapePair) => boolean): Differs =>
  (pair) =>
    pair.plain !== null && differs(pair.plain.base, pair.plain.revision, pair)

const ofFields =
  (differs: (base: Plain, revision: Plain) => boolean): Differs =>
  (pair) =>
    pair.fields !== null && pair.plain !== null && differs(pair.plain.base, pair.plain.revision)

const ofConstraint = (keyword: Constraint): Differs =>
  ofPlain((base, revision) =>
    constraintDifferences(base, revision).some((difference) => difference.keyword === keyword),
  )

/** Everything that a difference could hide in; what rules find says which of it they account for. */
export const facetDiffers: Readonly<Record<Facet, Differs>> = {
  ...(Object.fromEntries(constraints.map((keyword) => [keyword, ofConstraint(keyword)])) as Record<
    Constraint,
    Differs
  >),
  'additional properties': ofFields((base, revision) => (base.additional === null) !== (revision.additional === null)),
  alternatives: (pair) => pair.variants !== null && pair.variants.added.length + pair.variants.removed.length > 0,
  default: (pair) => pair.side === 'input' && canonicalJson(pair.base.default) !== canonicalJson(pair.revision.default),
  fields: ({ fields }) => fields !== null && fields.added.length + fields.removed.length + fields.renamed.length > 0,
  null: (pair) => pair.base.nullable !== pair.revision.nullable,
  'other keywords': ofPlain((base, revision, pair) => !sameRest(base, revision, pair.by)),
  'required fields': ({ fields }) => fields !== null && fields.madeRequired.length + fields.madeOptional.length > 0,
  type: (pair) => !sameSet(pair.base.types, pair.revision.types) && pair.variants === null,
  values: ofPlain((base, revision) => canonicalJson(valuesOf(base)) !== canonicalJson(valuesOf(revision))),
}

function valuesOf(shape: Plain): readonly string[] | null {
  return shape.values === null ? null : [...shape.values.keys()].sort()
}
