import { dict, type Schema } from '@jackfield/core'
import type { Located, Place } from '../refs/index.ts'
import { reaching, type SchemaNode } from './graph.ts'
import { createNames, isComponent } from './names.ts'

export interface NamedSchemas {
  readonly named: Readonly<Record<string, Schema>>
  /** Where each was read. */
  readonly places: ReadonlyMap<string, Place>
  /** Empty for what stands in an operation. */
  nameOf(node: SchemaNode): string
}

/** One name for both directions where they say the same, else one for each. */
export function nameAll(all: readonly SchemaNode[], path: string): NamedSchemas {
  const differing = reaching(all, (node) => node.directional)
  const create = createNames(path)
  const named = dict<Schema>()
  const places = new Map<string, Place>()
  const names = new Map<SchemaNode, string>()
  const targets = all.filter((node): node is SchemaNode & { readonly target: Located } => node.target !== null)
  const ordered = [
    ...targets.filter(({ target }) => isComponent(target)),
    ...targets.filter(({ target }) => !isComponent(target)),
  ]
  for (const node of ordered) {
    const plain = create(node.target) + (node.baseOf === undefined ? '' : '.base')
    const name = differing.has(node) ? `${plain}.${node.direction}` : plain
    names.set(node, name)
    named[name] = node.schema
    places.set(name, node.target.place)
  }
  return { named, places, nameOf: (node: SchemaNode) => names.get(node) ?? '' }
}
