import type { JsonObject } from '../../model/index.ts'
import { asWritten } from './half-evaluated.ts'
import type { SchemaNode } from './shape.ts'

/** An entry of the mapping of a `discriminator`. */
export interface Lead {
  readonly value: string
  readonly node: SchemaNode
}

/** What the mapping of a `discriminator` leads to; asked for by each of what may be thousands. */
export interface Leads {
  readonly byValue: ReadonlyMap<string, SchemaNode>
  /** Those that lead to this schema. */
  to(node: SchemaNode): readonly Lead[]
  /** Those that lead to a schema which has all that this one has. */
  holding(node: SchemaNode): readonly Lead[]
}

export function createLeads(all: readonly Lead[]): Leads {
  const byKey = Map.groupBy(all, ({ node }) => node.key)
  return {
    byValue: new Map(all.map(({ value, node }) => [value, node])),
    to: ({ key }) => byKey.get(key) ?? [],
    holding(part) {
      // The last is its own, which hardly any other has.
      const sources = part.sources.map(asWritten).reverse()
      const holds = ({ node }: Lead): boolean => {
        const held = sourcesOf(node)
        return sources.length > 0 && sources.every((source) => held.has(source))
      }
      return all.filter((lead) => lead.node.key === part.key || holds(lead))
    },
  }
}

const known = new WeakMap<SchemaNode, ReadonlySet<JsonObject>>()

function sourcesOf(node: SchemaNode): ReadonlySet<JsonObject> {
  const found = known.get(node) ?? new Set(node.sources.map(asWritten))
  known.set(node, found)
  return found
}
