import type { OwnedSchema } from './compared.ts'

const anythingElse = { type: ['object', 'array', 'string', 'number', 'integer', 'boolean'] }

/** The schema of the same values but for null. */
export function notNull(schema: OwnedSchema): OwnedSchema {
  return { ...schema, node: schema.shapes.node(...schema.node.sources, anythingElse) }
}
