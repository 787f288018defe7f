import type { FieldPath } from '../model/index.ts'
import type { FieldSegment } from './field.ts'
import type { Comparing } from './schema/comparing.ts'
import { namedProperty } from './schema/named-property.ts'
import { pairVariants } from './schema/pair-variants.ts'
import type { Plain, SchemaNode, Shape } from './schema/shape.ts'

interface NodePair {
  readonly base: SchemaNode
  readonly revision: SchemaNode
}

/**
 * Where a path stands in the terms of changes: the elements of arrays written out, and a path that comes back to where
 * it was (a recursive schema) cut short, since a comparison looks at such a place once.
 */
export function followPath(root: NodePair, path: FieldPath, by: Comparing): readonly FieldSegment[] {
  const done: FieldSegment[] = []
  const seen: string[] = [keyOf(root)]
  let at: NodePair | null = root
  const enter = (segment: FieldSegment, pair: NodePair | null): void => {
    done.push(segment)
    at = pair
    const key = pair === null ? `end ${done.length}` : keyOf(pair)
    const before = seen.indexOf(key)
    seen.push(key)
    if (before < 0) return
    done.length = before
    seen.length = before + 1
  }
  for (const name of path) {
    if (at !== null && !isElement(name)) {
      const through = throughArrays(at, name, by)
      for (const pair of through) enter({ kind: 'element' }, pair)
    }
    const next: Next = nextOf(at, name, by)
    enter(next.segment, next.pair)
  }
  return done
}

function keyOf({ base, revision }: NodePair): string {
  return `${base.key}~${revision.key}`
}

function isElement(name: string): boolean {
  return name === '*' || /^\d+$/.test(name)
}

/** The elements that a name is meant for, where it stands on an array (or an array of arrays). */
function throughArrays(from: NodePair, name: string, by: Comparing): readonly NodePair[] {
  const through: NodePair[] = []
  let at = from
  while (through.length < 8) {
    const [shape] = shapesWith(at, (plain) => plain.types.has('array') && !plain.properties.has(name), by)
    if (shape === undefined || shapesWith(at, (plain) => plain.properties.has(name), by).length > 0) return through
    at = { base: shape.base.items, revision: shape.revision.items }
    through.push(at)
  }
  return through
}

function nextOf(at: NodePair | null, name: string, by: Comparing): Next {
  const [array] = at === null || !isElement(name) ? [] : shapesWith(at, (plain) => plain.types.has('array'), by)
  if (array !== undefined)
    return { segment: { kind: 'element' }, pair: { base: array.base.items, revision: array.revision.items } }
  if (name === '*') return { segment: { kind: 'element' }, pair: null }
  return at === null ? { segment: { kind: 'name', name }, pair: null } : nextField(at, name, by)
}

/** As fields are paired: what the revision lists with what was said of the name before, listed or like any other. */
function nextField(at: NodePair, name: string, by: Comparing): Next {
  const listed = (plain: Plain): boolean => plain.properties.has(name)
  const shape = by.base.shape(at.base)
  const before = shape.kind === 'union' ? shape.variants.map((variant) => variant.shape) : [shape]
  const [pair] = shapesWith(at, (plain) => namedProperty(plain, name) !== undefined, by).filter(
    ({ base, revision }) => listed(revision) || !listed(base),
  )
  const declared = before.some(listed) || (pair !== undefined && listed(pair.revision))
  const segment = { kind: 'name', name, ...(declared ? { declared } : {}) } as const
  const [base, revision] =
    pair === undefined ? [] : [namedProperty(pair.base, name), namedProperty(pair.revision, name)]
  return { segment, pair: base === undefined || revision === undefined ? null : { base, revision } }
}

interface Next {
  readonly segment: FieldSegment
  readonly pair: NodePair | null
}

/** The pairs of plain shapes at a node that both are as asked. */
function shapesWith(
  { base, revision }: NodePair,
  asked: (plain: Plain) => boolean,
  by: Comparing,
): readonly { readonly base: Plain; readonly revision: Plain }[] {
  const [one, other]: readonly [Shape, Shape] = [by.base.shape(base), by.revision.shape(revision)]
  const pairs = pairVariants(one, other, by).both.map((pair) => ({
    base: pair.base.shape,
    revision: pair.revision.shape,
  }))
  return pairs.filter((pair) => asked(pair.base) && asked(pair.revision))
}
