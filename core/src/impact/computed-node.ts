import type { SchemaNode, Shapes } from '../diff/index.ts'
import type { Schema } from '../model/index.ts'

const known = new WeakMap<Shapes, Map<string, SchemaNode>>()

/** The place of a schema that a usage says of what it computes: equal ones of many steps are one. */
export function computedNode(schema: Schema, shapes: Shapes): SchemaNode {
  const nodes = known.get(shapes) ?? new Map<string, SchemaNode>()
  known.set(shapes, nodes)
  const text = JSON.stringify(schema)
  const node = nodes.get(text) ?? shapes.node(schema)
  nodes.set(text, node)
  return node
}
