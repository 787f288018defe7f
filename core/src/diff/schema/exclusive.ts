import { areApart } from './apart.ts'
import type { Comparing } from './comparing.ts'
import { namedProperty } from './named-property.ts'
import { alternativesOf, type Plain, type SchemaNode, type Shape } from './shape.ts'

interface ExclusiveComparison {
  readonly by: Comparing
  /** Whether all that a schema of the revision admits was admitted by one of the base. */
  readonly isWithin: (revision: SchemaNode, base: SchemaNode) => boolean
}

type NodePair = readonly [SchemaNode, SchemaNode]

/**
 * The pairs of alternatives of the revision of which only one may fit (`oneOf`), and both of which a value that the
 * base declares may fit, unless they were such a pair before: each with whether the two have a field in common. What is
 * not declared does not come.
 */
export function newlyExclusive(
  base: Shape,
  revision: Shape,
  { by, isWithin }: ExclusiveComparison,
): readonly ('apart' | 'shared')[] {
  const shapeOf = (node: SchemaNode) => ({ shape: by.revision.shape(node), shapes: by.revision })
  const wasExclusive = pairsBefore(base, revision, { by, isWithin })
  return pairsIn(revision)
    .filter((pair) => !areApart(shapeOf(pair[0]), shapeOf(pair[1])) && sends(base, pair, by) && !wasExclusive(pair))
    .map(([one, other]) => (sharesFields(by.revision.shape(one), by.revision.shape(other)) ? 'shared' : 'apart'))
}

/** So many alternatives, of both, are held against each other; of more only those that are the same are known again. */
const maxHeld = 400

/** Whether the base had alternatives that excluded each other and admitted all that the two admit. */
function pairsBefore(base: Shape, revision: Shape, { by, isWithin }: ExclusiveComparison): (pair: NodePair) => boolean {
  const known = pairsIn(base)
  const before = nodesIn(base)
  const isFew = nodesIn(revision).length * before.length <= maxHeld
  const isAmong = (node: SchemaNode, other: SchemaNode): boolean =>
    by.same(other, node) || (isFew && !isOpened(by.revision.shape(node), by.base.shape(other)) && isWithin(node, other))
  const among = new Map<SchemaNode, ReadonlySet<SchemaNode>>()
  const amongOf = (node: SchemaNode): ReadonlySet<SchemaNode> => {
    const found = among.get(node) ?? new Set(before.filter((other) => isAmong(node, other)))
    among.set(node, found)
    return found
  }
  return ([one, other]) => {
    const [first, second] = [amongOf(one), amongOf(other)]
    return known.some(([a, b]) => (first.has(a) && second.has(b)) || (first.has(b) && second.has(a)))
  }
}

function nodesIn({ exclusive }: Shape): readonly SchemaNode[] {
  return [...new Set(exclusive.flat())]
}

function pairsIn({ exclusive }: Shape): readonly NodePair[] {
  return exclusive.flatMap((nodes) =>
    nodes.flatMap((one, index) => nodes.slice(index + 1).map((other) => [one, other] as const)),
  )
}

/** A closed alternative that is opened lets in what the others declare. */
function isOpened(shape: Shape, before: Shape): boolean {
  const isClosed = ({ additional }: Plain): boolean => additional === null
  return alternativesOf(before).some(isClosed) && !alternativesOf(shape).every(isClosed)
}

/** Whether some value that the base declares may fit all of the nodes, by what shows. */
function sends(base: Shape, nodes: readonly SchemaNode[], by: Comparing): boolean {
  const plains = alternativesOf(base)
  const declared = new Set(plains.flatMap(({ properties }) => [...properties.keys()]))
  const lacks = (plain: Plain, name: string): boolean =>
    !declared.has(name) && namedProperty(plain, name) === undefined && plain.types.size === 1
  return plains.some((plain) =>
    nodes.every((node) => {
      const shape = by.revision.shape(node)
      const isAway = alternativesOf(shape).every(({ required }) => [...required].some((name) => lacks(plain, name)))
      const sender = { shape: { ...plain, nullable: base.nullable }, shapes: by.base }
      return !(plain.types.has('object') && isAway) && !areApart(sender, { shape, shapes: by.revision })
    }),
  )
}

/** Objects that declare nothing may hold what the other declares. */
function sharesFields(one: Shape, other: Shape): boolean {
  return alternativesOf(one).some((a) =>
    alternativesOf(other).some((b) => {
      const types = [...a.types].filter((type) => b.types.has(type))
      if (types.some((type) => type !== 'object')) return true
      if (types.length > 0 && a.properties.size * b.properties.size === 0) return true
      return types.length > 0 && [...a.properties.keys()].some((name) => b.properties.has(name))
    }),
  )
}
