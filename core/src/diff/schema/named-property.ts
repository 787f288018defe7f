import type { Plain, SchemaNode } from './shape.ts'

/** What an object says of a property: listed, or admitted like any other name by a schema; `undefined`: nothing. */
export function namedProperty({ properties, additional }: Plain, name: string): SchemaNode | undefined {
  return properties.get(name) ?? (additional === null || additional.key === '' ? undefined : additional)
}
