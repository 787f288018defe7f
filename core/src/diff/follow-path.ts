import type { FieldPath } from '../model/index.ts'
import { type FieldSegment, isElement } from './field.ts'
import type { Comparing } from './schema/comparing.ts'
import { namedProperty } from './schema/named-property.ts'
import { pairVariants } from './schema/pair-variants.ts'
import type { Plain, SchemaNode, Shape } from './schema/shape.ts'

interface NodePair {
  readonly base: SchemaNode
  readonly revision: SchemaNode
}

/** Where a path leads, in the terms of changes: a comparison looks at what lies within itself once. */
export interface Followed {
  /**
   * The elements of arrays written out, and cut short where the path comes back to where it was (a recursive schema).
   */
  readonly at: readonly FieldSegment[]
  /** The whole path as it stood before each cut: the places that it passes on its way. */
  readonly passed: readonly (readonly FieldSegment[])[]
  /** Where it came back to. */
  readonly returned: readonly (readonly FieldSegment[])[]
  /** The outermost place that lies inside what it leads to as well; `null` where there is none. */
  inside(): readonly FieldSegment[] | null
}

/** Follows a path through both sides of a comparison, into the elements of arrays that names stand on. */
export function followPath(root: NodePair, path: FieldPath, by: Comparing): Followed {
  const done: FieldSegment[] = []
  const seen: string[] = [keyOf(root)]
  const passed: (readonly FieldSegment[])[] = []
  const returned: (readonly FieldSegment[])[] = []
  let at: NodePair | null = root
  const enter = (segment: FieldSegment, pair: NodePair | null, left: FieldPath): void => {
    done.push(segment)
    at = pair
    const key = pair === null ? `end ${done.length}` : keyOf(pair)
    const before = seen.indexOf(key)
    seen.push(key)
    if (before < 0) return
    passed.push([...done, ...left.map((name) => segmentOf(name))])
    done.length = before
    seen.length = before + 1
    returned.push([...done])
  }
  path.forEach((name, index) => {
    if (at !== null && !isElement(name)) {
      const through = throughArrays(at, name, by)
      for (const pair of through) enter({ kind: 'element' }, pair, path.slice(index))
    }
    const next: Next = nextOf(at, name, by)
    enter(next.segment, next.pair, path.slice(index + 1))
  })
  return { at: done, passed, returned, inside: () => outermostInside(at, { done, seen }, by) }
}

function segmentOf(name: string): FieldSegment {
  return isElement(name) ? { kind: 'element' } : { kind: 'name', name }
}

function outermostInside(
  from: NodePair | null,
  { done, seen }: { readonly done: readonly FieldSegment[]; readonly seen: readonly string[] },
  by: Comparing,
): readonly FieldSegment[] | null {
  const below = from === null ? new Set<string>() : allInside(from, by)
  const index = seen.findIndex((key) => below.has(key))
  return index < 0 ? null : done.slice(0, index)
}

const insides = new WeakMap<Comparing, Map<string, ReadonlySet<string>>>()

/** What lies inside, at any depth; found once, however many paths lead to it. */
function allInside(from: NodePair, by: Comparing): ReadonlySet<string> {
  const known = insides.get(by) ?? new Map<string, ReadonlySet<string>>()
  insides.set(by, known)
  const found = known.get(keyOf(from))
  if (found !== undefined) return found
  const below = new Set<string>()
  const waiting = partsOf(from, by)
  for (const pair of waiting) {
    const key = keyOf(pair)
    if (below.has(key)) continue
    below.add(key)
    waiting.push(...partsOf(pair, by))
  }
  known.set(keyOf(from), below)
  return below
}

function partsOf(pair: NodePair, by: Comparing): NodePair[] {
  return shapesWith(pair, () => true, by).flatMap(({ base, revision }) => {
    const names = [...new Set([...base.properties.keys(), ...revision.properties.keys()])]
    const fields = names.map((name) => [namedProperty(base, name), namedProperty(revision, name)] as const)
    return [...fields, [base.items, revision.items] as const, [base.additional, revision.additional] as const].flatMap(
      ([one, other]) => (one && other ? [{ base: one, revision: other }] : []),
    )
  })
}

function keyOf({ base, revision }: NodePair): string {
  return `${base.key}~${revision.key}`
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
