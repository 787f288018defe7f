import type { Schema } from '@jackfield/core'
import type { Feature } from '../features.ts'
import type { Located } from '../refs/index.ts'

/** What a schema describes: what is sent, without what only the service sets, or what comes back. */
export type Direction = 'request' | 'response'

/** A schema on its way into the model, and what it refers to. */
export interface SchemaNode {
  /** What it was read from; of what stands in an operation, `null`: it needs no name. */
  readonly target: Located | null
  readonly direction: Direction
  readonly edges: Edge[]
  schema: Schema
  /** Whether it says something else in the other direction. */
  directional: boolean
  /** Why what it refers to can't be had. */
  lost: Feature | undefined
  /** Of what is left of a schema without its choices: that schema. */
  baseOf?: SchemaNode
}

/** One reference. Until everything has a name, its `$ref` in the converted schemas is its number among all of them. */
export interface Edge {
  to: SchemaNode
  readonly number: number
  /** Whether both are about the same value: `all` of them hold, or one of several does. */
  readonly inPlace: 'no' | 'all' | 'choice'
  /** Whether it stands in an `allOf`. */
  readonly partOf: boolean
  /** By the mapping of a `discriminator`: what it leads to is read, and not needed. */
  readonly mapped?: true
  /** It would lead back to where it comes from. */
  cut?: true
}

export function newNode(target: Located | null, direction: Direction): SchemaNode {
  return { target, direction, edges: [], schema: true, directional: false, lost: undefined }
}

/** The nodes from which one that `is` something is reached, themselves included. In linear time. */
export function reaching(
  nodes: readonly SchemaNode[],
  is: (node: SchemaNode) => boolean,
  through: (edge: Edge) => boolean = () => true,
): ReadonlySet<SchemaNode> {
  const found = new Set(nodes.filter(is))
  if (found.size === 0) return found
  const back = new Map<SchemaNode, SchemaNode[]>()
  for (const node of nodes)
    for (const edge of node.edges) {
      if (!through(edge)) continue
      const { to } = edge
      const from = back.get(to)
      if (from === undefined) back.set(to, [node])
      else from.push(node)
    }
  // A set is iterated with what is added meanwhile.
  for (const node of found) for (const from of back.get(node) ?? []) found.add(from)
  return found
}
