import type { Plain, SchemaNode } from './shape.ts'

/**
 * What an object says of a property: listed, or admitted like any other name by a schema, or required and so anything;
 * `undefined`: nothing.
 */
export function namedProperty({ properties, additional, required }: Plain, name: string): SchemaNode | undefined {
  const listed = properties.get(name)
  if (listed !== undefined) return listed
  return additional === null || (additional.key === '' && !required.has(name)) ? undefined : additional
}
