import { type Comparing, turned } from './comparing.ts'
import { contains } from './contains.ts'
import { sameJson } from './same-json.ts'
import { sameSet } from './same-set.ts'
import type { Plain, SchemaNode, Shape } from './shape.ts'
import type { ShapePair } from './shape-pair.ts'

type Pair = Pick<ShapePair, 'by' | 'side'>

/** Whether what differs of a plain value is proven to matter to nobody: fewer values come out, or more go in. */
export function isHarmless([base, revision]: readonly [SchemaNode, SchemaNode], pair: Pair): boolean {
  const shapes = [pair.by.base.shape(base), pair.by.revision.shape(revision)] as const
  if (shapes.some(({ types }) => types.has('object') || types.has('array'))) return false
  return sameUse(...shapes, pair) && isWithin([base, revision], pair)
}

/** The same for what is said of an object besides its fields. */
export function isHarmlessBeside([base, revision]: readonly [SchemaNode, SchemaNode], pair: Pair): boolean {
  const { by, side } = pair
  const [before, after] = [withoutFields(base, by.base), withoutFields(revision, by.revision)]
  const shapes = [by.base.shape(before), by.revision.shape(after)] as const
  const [one, other] = shapes
  if (one.kind === 'union' || other.kind === 'union' || !by.same(one.items, other.items)) return false
  if (!sameOthers(one, other, by) && (side === 'input' ? other.additional === null : one.additional?.key !== ''))
    return false
  return sameUse(one, other, pair) && isWithin([before, after], pair)
}

/** Whether they say the same of fields that are not listed; `true` where they only come to be, where it is declared. */
function sameOthers({ additional: base }: Plain, { additional: revision }: Plain, by: Comparing): boolean {
  if (base === null || revision === null) return base === revision || revision?.key === ''
  return by.same(base, revision)
}

/** Formats tell what a text means, and a default what is meant where there is none. */
function sameUse(base: Shape, revision: Shape, { side }: Pair): boolean {
  if (side === 'input' && !sameJson(base.default ?? null, revision.default ?? null)) return false
  if (base.kind === 'union' || revision.kind === 'union') return base.kind === revision.kind
  return base.format.join() === revision.format.join() && sameSet(base.direction, revision.direction)
}

function isWithin([base, revision]: readonly [SchemaNode, SchemaNode], { by, side }: Pair): boolean {
  const found = side === 'input' ? contains(base, revision, by) : contains(revision, base, turned(by))
  return found.kind === 'proven'
}

function withoutFields({ sources }: SchemaNode, shapes: Comparing['base']): SchemaNode {
  const less = sources.map((source) =>
    ['allOf', 'properties', 'required'].reduce((one, keyword) => shapes.without(one, keyword), source),
  )
  return shapes.node(...less)
}
