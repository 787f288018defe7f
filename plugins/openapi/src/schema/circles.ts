import type { SchemaNode } from './graph.ts'

/** For each schema that leads back to itself by references about the same value, the number of its circle. */
export function circlesOf(all: readonly SchemaNode[]): ReadonlyMap<SchemaNode, number> {
  const finished = finishOrder(all)
  const back = new Map<SchemaNode, SchemaNode[]>(all.map((node) => [node, []]))
  for (const node of all) for (const to of nextOf(node)) back.get(to)?.push(node)
  const circles = new Map<SchemaNode, number>()
  const seen = new Set<SchemaNode>()
  for (const [number, start] of finished.toReversed().entries()) {
    if (seen.has(start)) continue
    seen.add(start)
    const members = [start]
    for (const node of members)
      for (const from of back.get(node) ?? [])
        if (!seen.has(from)) {
          seen.add(from)
          members.push(from)
        }
    if (members.length > 1 || nextOf(start).includes(start)) for (const node of members) circles.set(node, number)
  }
  return circles
}

function nextOf(node: SchemaNode): readonly SchemaNode[] {
  return node.edges.flatMap(({ to, inPlace }) => (inPlace === 'no' ? [] : [to]))
}

/** Depth first, without recursion (Kosaraju). */
function finishOrder(all: readonly SchemaNode[]): SchemaNode[] {
  const finished: SchemaNode[] = []
  const seen = new Set<SchemaNode>()
  for (const start of all) {
    if (seen.has(start)) continue
    seen.add(start)
    const way = [{ node: start, next: nextOf(start), at: 0 }]
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const to = here.next[here.at++]
      if (to === undefined) {
        way.pop()
        finished.push(here.node)
      } else if (!seen.has(to)) {
        seen.add(to)
        way.push({ node: to, next: nextOf(to), at: 0 })
      }
    }
  }
  return finished
}
