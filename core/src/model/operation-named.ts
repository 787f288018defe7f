import type { Dict } from './json.ts'
import type { Operation } from './operation.ts'

const known = new WeakMap<Dict<Operation>, ReadonlyMap<string, Operation>>()

/** The operation that an id names: its own, or one of its `aliases`. */
export function operationNamed(operations: Dict<Operation>, id: string): Operation | undefined {
  if (Object.hasOwn(operations, id)) return operations[id]
  let aliases = known.get(operations)
  if (aliases === undefined) {
    const all = Object.values(operations)
    aliases = new Map(all.flatMap((each) => (each.aliases ?? []).map((alias) => [alias, each] as const)))
    known.set(operations, aliases)
  }
  return aliases.get(id)
}
