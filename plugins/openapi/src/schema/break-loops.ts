import { dict, isJsonObject } from '@jackfield/core'
import { circlesOf } from './circles.ts'
import { type Edge, newNode, type SchemaNode } from './graph.ts'

/**
 * A schema that is about itself, and so about nothing, is one that no validator ends with: `Pet` is one of `Cat` and
 * `Dog`, and `Cat` is all of `Pet`. `Cat` is then all of `Pet.base`, which has no choice. Of other circles, a reference
 * that leads back says what it adds: nothing to what all hold of, and no case to a choice. Answers the nodes that came.
 */
export function breakLoops(all: readonly SchemaNode[]): readonly SchemaNode[] {
  const circles = circlesOf(all)
  if (circles.size === 0) return []
  const bases = new Map<SchemaNode, SchemaNode>()
  for (const node of all)
    for (const edge of node.edges) {
      const inCircle = edge.inPlace === 'all' && isInCircle(node, edge, circles)
      if (inCircle && choicesIn(edge.to, circles).length > 0) edge.to = baseOf(edge.to, bases, circles)
    }
  const came = [...bases.values()]
  cut([...all, ...came])
  return came
}

type Circles = ReadonlyMap<SchemaNode, number>

function isInCircle(from: SchemaNode, { to }: Edge, circles: Circles): boolean {
  const circle = circles.get(from)
  return circle !== undefined && circles.get(to) === circle
}

function choicesIn(node: SchemaNode, circles: Circles): readonly Edge[] {
  return node.edges.filter((edge) => edge.inPlace === 'choice' && isInCircle(node, edge, circles))
}

function baseOf(node: SchemaNode, bases: Map<SchemaNode, SchemaNode>, circles: Circles): SchemaNode {
  const known = bases.get(node)
  if (known !== undefined) return known
  const base = newNode(node.target, node.direction)
  const left = new Set(choicesIn(node, circles))
  base.baseOf = node
  base.lost = node.lost
  base.directional = node.directional
  base.edges.push(...node.edges.filter((edge) => !left.has(edge)))
  if (isJsonObject(node.schema)) {
    const { oneOf: _one, anyOf: _any, ...rest } = node.schema
    base.schema = dict(Object.entries(rest))
  }
  bases.set(node, base)
  return base
}

/** What still leads back, found on the way down, without recursion. */
function cut(all: readonly SchemaNode[]): void {
  const done = new Set<SchemaNode>()
  const open = new Set<SchemaNode>()
  for (const start of all) {
    if (done.has(start)) continue
    const way = [{ node: start, next: 0 }]
    open.add(start)
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const edge = here.node.edges[here.next++]
      if (edge === undefined) {
        way.pop()
        open.delete(here.node)
        done.add(here.node)
      } else if (edge.inPlace === 'no') continue
      else if (open.has(edge.to)) edge.cut = true
      else if (!done.has(edge.to)) {
        way.push({ node: edge.to, next: 0 })
        open.add(edge.to)
      }
    }
  }
}
