import type { JsonObject } from '../../model/index.ts'
import { asWritten } from './half-evaluated.ts'
import type { SchemaNode } from './shape.ts'

/** An entry of the mapping of a `discriminator`. */
export interface Lead {
  readonly value: string
  readonly node: SchemaNode
}

/** What the mapping of a `discriminator` leads to; found without going through all of it, since there may be thousands. */
export interface Leads {
  readonly byValue: ReadonlyMap<string, SchemaNode>
  /** Those that lead to this schema. */
  to(node: SchemaNode): readonly Lead[]
  /** Those that lead to a schema which has all that this one has. */
  holding(node: SchemaNode): readonly Lead[]
}

export function createLeads(all: readonly Lead[]): Leads {
  const byKey = Map.groupBy(all, ({ node }) => node.key)
  const bySource = new Map<JsonObject, Lead[]>()
  for (const lead of all)
    for (const source of lead.node.sources.map(asWritten)) {
      const same = bySource.get(source)
      if (same === undefined) bySource.set(source, [lead])
      else same.push(lead)
    }
  const to = ({ key }: SchemaNode): readonly Lead[] => byKey.get(key) ?? []
  return {
    byValue: new Map(all.map(({ value, node }) => [value, node])),
    to,
    holding(node) {
      const each = node.sources.map((source) => bySource.get(asWritten(source)) ?? [])
      const [fewest = []] = each.sort((one, other) => one.length - other.length)
      const holding = fewest.filter((lead) => lead.node.key === node.key || holds(lead.node, node))
      return holding.length > 0 ? holding : to(node)
    },
  }
}

function holds({ sources }: SchemaNode, part: SchemaNode): boolean {
  const all = new Set(sources.map(asWritten))
  return part.sources.every((source) => all.has(asWritten(source)))
}
